"""Other authorization servers, each set up in few lines, to be measured beside ours."""
