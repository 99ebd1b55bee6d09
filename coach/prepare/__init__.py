"""What is studied, collected and asked for: rules over the logs, each of them pure."""
