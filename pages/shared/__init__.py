"""What every screen shares: the frame, the lock, the menu, the way things look."""
