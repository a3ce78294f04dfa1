from jerking_info.formats.wrapping import columns, wrapped


def test_lines_are_broken_at_spaces() -> None:
    assert wrapped("one two three", 8) == ["one two", "three"]


def test_a_hyphen_is_no_place_to_break() -> None:
    assert wrapped("a well-balanced diet", 10) == ["a", "well-balan", "ced diet"]


def test_a_wide_character_takes_two_columns() -> None:
    assert columns("a漢🧠") == 5
    assert wrapped("漢字漢字", 4) == ["漢字", "漢字"]
    assert wrapped("a漢字", 4) == ["a漢", "字"]


def test_spaces_inside_a_line_stay_and_those_at_its_end_go() -> None:
    assert wrapped("a  b   c", 5) == ["a  b", "c"]


def test_nothing_but_spaces_goes_from_the_end_of_a_line() -> None:
    assert wrapped("plan X or X ", 6) == ["plan X", "or X"]


def test_a_word_of_several_lines_shares_the_last_if_there_is_room() -> None:
    assert wrapped("abcdefgh ij", 3) == ["abc", "def", "gh", "ij"]
    assert wrapped("abcdefg ij", 4) == ["abcd", "efg", "ij"]
    assert wrapped("abcdef ij", 5) == ["abcde", "f ij"]


def test_a_text_that_fits_is_one_line() -> None:
    assert wrapped("abc def", 7) == ["abc def"]
