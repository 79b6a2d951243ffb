"""When what has to be decided: a timetable computed backwards from the wished start."""
