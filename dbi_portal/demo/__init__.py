"""The demo: five newspaper articles told as work done in the portal (docs/stories.md)."""
