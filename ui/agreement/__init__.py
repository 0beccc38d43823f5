"""Agreement in the window: figures, the table of tags, and the passages behind them."""
