"""The frames a user gets: polars frames that also become pandas frames without pyarrow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    import pandas

__all__ = ["Frame"]


class Frame(pl.DataFrame):
    """A polars frame whose `to_pandas` needs no pyarrow, which this package does not install.

    What polars makes of it by filters and joins is a plain frame again, whose own `to_pandas` needs
    pyarrow: turn the whole into pandas first, or install the extra `pandas`.
    """

    def to_pandas(
        self, *, use_pyarrow_extension_array: bool = False, **kwargs: Any
    ) -> pandas.DataFrame:
        """Give the frame as one of pandas: text and lists as objects, numbers as numpy's own.

        Whole numbers and yes or no with gaps become floating numbers and objects, as gaps do in
        pandas. With an option of polars, polars does it, and needs pyarrow.
        """
        if use_pyarrow_extension_array or kwargs:
            return super().to_pandas(
                use_pyarrow_extension_array=use_pyarrow_extension_array, **kwargs
            )
        from pandas import DataFrame

        return DataFrame(
            {column.name: _plain(column) for column in self.iter_columns()},
            index=range(self.height),
        )


def _plain(column: pl.Series) -> Any:
    """A column as pandas takes it: numbers as an array of numpy, all else as a list."""
    return column.to_numpy() if column.dtype.is_numeric() else column.to_list()
