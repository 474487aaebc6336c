"""What other machines may ask a running Wirewatch. Only looks: never polls, decides or delivers."""
