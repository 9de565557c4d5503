"""The teams' spreadsheets into files: mapping, preview, duplicates, undo."""
