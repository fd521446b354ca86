"""One module per fictional laboratory: how its certificates look. Each has `draw(laboratory, content)`."""
