"""What a document says, one module for each subject: figures are from findings, words from here."""
