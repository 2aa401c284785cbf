// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/yaml/ruleedit/itemlines.h"

#include <algorithm>

namespace wf::wire {

namespace {

constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";

bool beginsDocument(const std::string &line)
{
    return line.starts_with("---") || line.starts_with("...");
}

// The key of "key: …" or "'key': …" at the column; empty when there is none.
std::string keyAt(const std::string &line, std::size_t column)
{
    if (column >= line.size())
        return {};
    const char quote = line[column];
    if (quote == '"' || quote == '\'') {
        const auto end = line.find(quote, column + 1);
        if (end == std::string::npos || line.find(':', end) != end + 1)
            return {};
        return line.substr(column + 1, end - column - 1);
    }
    for (std::size_t i = column; i < line.size(); ++i)
        if (line[i] == ':' && (i + 1 == line.size() || line[i + 1] == ' ' || line[i + 1] == '\t'))
            return line.substr(column, i - column);
    return {};
}

} // namespace

TextLines TextLines::split(std::string_view text)
{
    TextLines out;
    if (text.starts_with(byteOrderMark)) {
        out.mark = byteOrderMark;
        text.remove_prefix(byteOrderMark.size());
    }
    const auto firstEnd = text.find('\n');
    if (firstEnd != std::string_view::npos && firstEnd > 0 && text[firstEnd - 1] == '\r')
        out.ending = "\r\n";
    out.endsWithLine = text.empty() || text.ends_with('\n');
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        if (line.ends_with('\r') && out.ending.size() == 2)
            line.remove_suffix(1);
        out.lines.emplace_back(line);
        text.remove_prefix(std::min(text.size(), end + 1));
    }
    return out;
}

std::string TextLines::join() const
{
    std::string out = mark;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        out += lines[i];
        if (i + 1 < lines.size() || endsWithLine)
            out += ending;
    }
    return out;
}

std::size_t indentOf(const std::string &line)
{
    return std::min(line.find_first_not_of(' '), line.size());
}

bool isBlankOrComment(const std::string &line)
{
    const auto at = line.find_first_not_of(" \t\r");
    return at == std::string::npos || line[at] == '#';
}

std::optional<ItemLines> itemAt(const TextLines &text, std::size_t offset)
{
    ItemLines out;
    std::size_t begin = 0;
    while (out.first < text.lines.size()) {
        const std::size_t next = begin + text.lines[out.first].size() + text.ending.size();
        if (offset < next)
            break;
        begin = next;
        ++out.first;
    }
    if (out.first == text.lines.size())
        return std::nullopt;
    const std::string &line = text.lines[out.first];
    out.fields = offset - begin;
    out.dash = indentOf(line);
    const bool isItem =
        out.dash < out.fields && line[out.dash] == '-' && line.find_first_not_of(' ', out.dash + 1) == out.fields;
    if (!isItem)
        return std::nullopt;
    out.end = out.first + 1;
    for (std::size_t i = out.end; i < text.lines.size(); ++i) {
        const std::string &one = text.lines[i];
        const bool isQuiet = isBlankOrComment(one);
        if (!isQuiet && (indentOf(one) <= out.dash || beginsDocument(one)))
            break;
        if (!isQuiet || (indentOf(one) > out.dash && indentOf(one) < one.size()))
            out.end = i + 1;
    }
    return out;
}

std::vector<FieldLines> fieldsIn(const TextLines &text, std::size_t first, std::size_t end, std::size_t column)
{
    std::vector<FieldLines> out;
    std::size_t quiet = 0; // comments and blank lines just before
    for (std::size_t i = first; i < end; ++i) {
        const std::string &line = text.lines[i];
        const bool isFirst = i == first && out.empty() && indentOf(line) < column; // behind the dash
        if (isBlankOrComment(line) && indentOf(line) <= column) {
            ++quiet;
            continue;
        }
        const std::string key = isFirst || indentOf(line) == column ? keyAt(line, column) : std::string();
        const bool isBegin = !key.empty() && line[column] != '#';
        if (isBegin) {
            const bool takesComments = !out.empty();
            out.push_back({key, takesComments ? i - quiet : i, i + 1});
        } else if (out.empty()) {
            return {};
        } else {
            out.back().end = i + 1;
        }
        quiet = 0;
    }
    return out;
}

} // namespace wf::wire
