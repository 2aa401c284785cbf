// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// A YAML file as lines: which of them make up one item of a block list, and one field of a block map. Pure.
namespace wf::wire {

struct TextLines {
    std::vector<std::string> lines; // without their ends
    std::string mark;               // byte order mark
    std::string ending = "\n";
    bool endsWithLine = true; // the last one has an ending too
    [[nodiscard]] static TextLines split(std::string_view text);
    [[nodiscard]] std::string join() const;
};

[[nodiscard]] std::size_t indentOf(const std::string &line);
[[nodiscard]] bool isBlankOrComment(const std::string &line);

// Lines [first, end) of an item; its dash and its fields stand in these columns (bytes, from 0).
struct ItemLines {
    std::size_t first = 0, end = 0;
    std::size_t dash = 0, fields = 0;
};
// The item whose map begins at this byte of the text (without byte order mark); nothing when it does not stand behind
// a dash of its own.
[[nodiscard]] std::optional<ItemLines> itemAt(const TextLines &text, std::size_t offset);

struct FieldLines {
    std::string key;
    std::size_t first = 0, end = 0;
};
// Fields of a block map whose keys stand in `column`, in the order of the file; comments above a field belong to it,
// the last one's trailing comments do not. Nothing when it is a flow map.
[[nodiscard]] std::vector<FieldLines> fieldsIn(const TextLines &text, std::size_t first, std::size_t end,
                                               std::size_t column);
[[nodiscard]] inline std::vector<FieldLines> fieldsOf(const TextLines &text, const ItemLines &item)
{
    return fieldsIn(text, item.first, item.end, item.fields);
}

} // namespace wf::wire
