"""Any sheet in: one engine for every kind of sheet (docs/lib.md tells how a kind is declared).

file ─► sheets.stream ─► tabular.find ─► Check (checking.py) ─► ImportLine rows ─► write or undo

A kind is a `SheetResource` (resource.py) plus a `Layout` of column names, declared in the app it
belongs to with `kinds.declare`, from that app's `imports/__init__.py` or AppConfig.ready.
"""
