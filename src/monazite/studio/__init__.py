"""The web studio: move a lever and see the country change, in a browser, offline."""
