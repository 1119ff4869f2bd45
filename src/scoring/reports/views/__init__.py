"""What a report says: each file here turns one kind of object into a `View`."""
