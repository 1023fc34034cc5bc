"""Tables a page shows, read again."""

import re


def cells(table: str) -> list[list[str]]:
    """The body of a table, row by row."""
    lines = table.partition("<tbody>")[2].split("</tr>")[:-1]
    return [re.findall(r"<td[^>]*>([^<]*)</td>", line) for line in lines]
