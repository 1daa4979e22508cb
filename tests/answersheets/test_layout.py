"""The places on a sheet agree with what OpenCV looks for."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from app.answersheets.layout import CORNERS, HEIGHT, MARK, WIDTH, circles, corner_squares


@pytest.mark.parametrize("number", range(len(CORNERS)))
def test_a_corner_mark_is_the_marker_of_its_number(number: int) -> None:
    dictionary = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50)
    marker = np.asarray(cv2.aruco.generateImageMarker(dictionary, number, 6, borderBits=1))
    left, top = CORNERS[number]
    dark = {(round((y - top) / 2), round((x - left) / 2)) for x, y, _side in corner_squares(number)}
    assert dark == {(row, column) for row in range(6) for column in range(6) if not marker[row, column]}


def test_marks_and_circles_stay_on_the_paper_and_apart() -> None:
    places = [circle for row in circles((4,) * 10) for circle in row]
    assert all(20 < circle.x < WIDTH - 20 and 80 < circle.y < HEIGHT - 24 for circle in places)
    assert all(left + MARK <= WIDTH - 8 and top + MARK <= HEIGHT - 8 for left, top in CORNERS)


def test_more_questions_than_there_is_room_for_are_refused() -> None:
    with pytest.raises(ValueError, match="no room"):
        circles((3,) * 11)
