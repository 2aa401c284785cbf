// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/yaml/ruleedit/rulefieldlines.h"

#include "models/wire/yaml/ruleedit/ruleedit.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

namespace wf::wire {

namespace {

using Lines = std::vector<std::string>;

constexpr std::array<std::string_view, 7> usualOrder{"alert",           "record", "expr",       "for",
                                                     "keep_firing_for", "labels", "annotations"};
constexpr std::size_t widestFlow = 100;

bool isSame(std::string_view key, const RuleEntry &a, const RuleEntry &b)
{
    if (key == "alert" || key == "record")
        return a.name == b.name;
    if (key == "expr")
        return a.expr == b.expr;
    if (key == "for")
        return a.forNs == b.forNs;
    if (key == "keep_firing_for")
        return a.keepFiringForNs == b.keepFiringForNs;
    if (key == "labels")
        return a.labels == b.labels;
    return key != "annotations" || a.annotations == b.annotations; // what nobody knows is never changed
}

// "  # like this" behind a value on one line; what is inside quotes is none.
std::string trailingComment(const std::string &line)
{
    char quote = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (quote != 0) {
            quote = line[i] == quote ? char(0) : quote;
        } else if ((line[i] == '"' || line[i] == '\'') && i > 0 && line[i - 1] == ' ') {
            quote = line[i];
        } else if (line[i] == '#' && i > 0 && line[i - 1] == ' ') {
            const auto begin = line.find_last_not_of(' ', i - 1);
            return line.substr(begin + 1);
        }
    }
    return {};
}

// Where in the field its key stands: comments come before it.
std::size_t keyLine(const TextLines &text, const FieldLines &field)
{
    std::size_t at = field.first;
    while (at + 1 < field.end && isBlankOrComment(text.lines[at]))
        ++at;
    return at;
}

// A map of names and values, entry by entry.
class PairLines {
public:
    PairLines(const TextLines &text, const FieldLines &field, const std::vector<PlacedPair> &before,
              const std::vector<PlacedPair> &after)
        : m_text(text), m_field(field), m_before(before), m_after(after), m_key(keyLine(text, field))
    {
    }

    // Nothing when it cannot be done entry by entry.
    [[nodiscard]] Lines changed(const PrintedField &printed) const
    {
        const std::string &head = m_text.lines[m_key];
        const auto brace = head.find('{');
        if (brace != std::string::npos && m_field.end == m_key + 1)
            return asFlow(head.substr(0, brace), printed);
        std::size_t first = m_key + 1;
        while (first < m_field.end && isBlankOrComment(m_text.lines[first]))
            ++first;
        if (first >= m_field.end || head.find_last_not_of(" \r") != head.rfind(':'))
            return {};
        return byEntry(indentOf(m_text.lines[first]), printed);
    }

private:
    [[nodiscard]] const PlacedPair *find(const std::vector<PlacedPair> &pairs, const std::string &name) const
    {
        const auto it = std::ranges::find(pairs, name, [](const PlacedPair &pair) { return pair.name.text; });
        return it == pairs.end() ? nullptr : &*it;
    }

    [[nodiscard]] Lines asFlow(const std::string &head, const PrintedField &printed) const
    {
        std::string line = head + "{ ";
        for (std::size_t i = 1; i < printed.lines.size(); ++i) {
            const std::string entry = printed.lines[i].substr(indentOf(printed.lines[i]));
            const auto colon = entry.find(": ");
            if (colon == std::string::npos || entry[colon + 2] == '|' || entry[colon + 2] == '>')
                return {};
            std::string value = entry.substr(colon + 2);
            if (value[0] != '"' && value[0] != '\'' && value.find_first_of(",[]{}") != std::string::npos)
                value = '"' + value + '"';
            line += (i > 1 ? ", " : "") + entry.substr(0, colon + 2) + value;
        }
        line += " }";
        Lines out(m_text.lines.begin() + static_cast<std::ptrdiff_t>(m_field.first),
                  m_text.lines.begin() + static_cast<std::ptrdiff_t>(m_key));
        out.push_back(line);
        return line.size() <= widestFlow && m_after.size() + 1 == printed.lines.size() ? out : Lines();
    }

    [[nodiscard]] Lines byEntry(std::size_t column, const PrintedField &printed) const
    {
        Lines out(m_text.lines.begin() + static_cast<std::ptrdiff_t>(m_field.first),
                  m_text.lines.begin() + static_cast<std::ptrdiff_t>(m_key) + 1);
        std::map<std::string, Lines> fresh;
        TextLines whole;
        whole.lines.assign(printed.lines.begin() + 1, printed.lines.end());
        if (whole.lines.empty())
            return {};
        const std::size_t printedColumn = indentOf(whole.lines.front());
        for (const auto &entry : fieldsIn(whole, 0, whole.lines.size(), printedColumn)) {
            Lines &lines = fresh[entry.key];
            for (std::size_t i = entry.first; i < entry.end; ++i)
                lines.push_back(whole.lines[i].empty()
                                    ? std::string()
                                    : std::string(column, ' ') + whole.lines[i].substr(printedColumn));
        }
        const auto entries = fieldsIn(m_text, m_key + 1, m_field.end, column);
        if (entries.empty())
            return {};
        for (std::size_t i = m_key + 1; i < entries.front().first; ++i)
            out.push_back(m_text.lines[i]);
        for (const auto &entry : entries) {
            const auto *now = find(m_after, entry.key);
            const auto *then = find(m_before, entry.key);
            if (!now || !then)
                continue; // it goes
            if (*now == *then)
                for (std::size_t i = entry.first; i < entry.end; ++i)
                    out.push_back(m_text.lines[i]);
            else {
                for (std::size_t i = entry.first; i < keyLine(m_text, entry); ++i)
                    out.push_back(m_text.lines[i]);
                std::ranges::copy(fresh[entry.key], std::back_inserter(out));
            }
        }
        for (const auto &pair : m_after)
            if (!find(m_before, pair.name.text))
                std::ranges::copy(fresh[pair.name.text], std::back_inserter(out));
        return out;
    }

    const TextLines &m_text;
    const FieldLines &m_field;
    const std::vector<PlacedPair> &m_before;
    const std::vector<PlacedPair> &m_after;
    std::size_t m_key;
};

// An expression that stood without quotes stays so where YAML reads it as the very same; nothing otherwise.
std::optional<std::string> unquotedExpr(const std::string &line, const std::string &expr)
{
    const std::size_t value = line.find_first_not_of(' ', line.find("expr:") + 5);
    if (value == std::string::npos || std::string_view("\"'|>&*!").find(line[value]) != std::string_view::npos)
        return std::nullopt;
    const RuleFile read = readRuleFile("groups:\n- name: g\n  rules:\n  - record: r\n    expr: " + expr + '\n');
    if (!read.isYaml || read.ruleCount() != 1 || read.documents.front().groups.front().rules.front().expr.text != expr)
        return std::nullopt;
    return line.substr(0, value) + expr;
}

Lines changedField(const TextLines &text, const FieldLines &field, const PrintedField &printed, const RuleEntry &before,
                   const RuleEntry &after)
{
    if (field.key == "labels" || field.key == "annotations") {
        const bool areLabels = field.key == "labels";
        Lines lines = PairLines(text, field, areLabels ? before.labels : before.annotations,
                                areLabels ? after.labels : after.annotations)
                          .changed(printed);
        if (!lines.empty())
            return lines;
    }
    const std::size_t key = keyLine(text, field);
    Lines out(text.lines.begin() + static_cast<std::ptrdiff_t>(field.first),
              text.lines.begin() + static_cast<std::ptrdiff_t>(key));
    std::ranges::copy(printed.lines, std::back_inserter(out));
    if (field.key == "expr" && field.end == key + 1 && printed.lines.size() == 1)
        if (const auto line = unquotedExpr(text.lines[key], after.expr.text))
            out.back() = *line;
    if (field.end == key + 1 && printed.lines.size() == 1)
        out.back() += trailingComment(text.lines[key]);
    return out;
}

std::size_t rankOf(const std::string &key)
{
    return static_cast<std::size_t>(std::ranges::find(usualOrder, key) - usualOrder.begin());
}

} // namespace

std::vector<PrintedField> printedFields(const RuleEntry &rule, std::size_t column)
{
    const TextLines whole = TextLines::split(ruleText(rule));
    std::vector<PrintedField> out;
    for (const auto &field : fieldsOf(whole, {0, whole.lines.size(), 0, 2})) {
        PrintedField one{field.key, {}};
        for (std::size_t i = field.first; i < field.end; ++i)
            one.lines.push_back(whole.lines[i].empty() ? std::string()
                                                       : std::string(column, ' ') + whole.lines[i].substr(2));
        out.push_back(std::move(one));
    }
    return out;
}

std::vector<std::string> changedItem(const TextLines &text, const ItemLines &item, const RuleEntry &before,
                                     const RuleEntry &after)
{
    struct Piece {
        std::string key;
        Lines lines;
    };
    std::vector<Piece> pieces;
    const auto fields = fieldsOf(text, item);
    auto printed = printedFields(after, item.fields);
    std::size_t end = item.first;
    for (const auto &field : fields) {
        const auto fresh = std::ranges::find(printed, field.key, &PrintedField::key);
        const bool isKnown = rankOf(field.key) < usualOrder.size();
        Piece piece{field.key, {}};
        if (!isKnown || isSame(field.key, before, after))
            piece.lines.assign(text.lines.begin() + static_cast<std::ptrdiff_t>(field.first),
                               text.lines.begin() + static_cast<std::ptrdiff_t>(field.end));
        else if (fresh != printed.end())
            piece.lines = changedField(text, field, *fresh, before, after);
        if (fresh != printed.end())
            printed.erase(fresh);
        end = field.end;
        if (!piece.lines.empty())
            pieces.push_back(std::move(piece));
    }
    for (const auto &fresh : printed) {
        auto place = pieces.end();
        for (auto it = pieces.begin(); it != pieces.end(); ++it)
            if (rankOf(it->key) < rankOf(fresh.key))
                place = it + 1;
        pieces.insert(place, {fresh.key, fresh.lines});
    }
    Lines out;
    for (auto &piece : pieces)
        std::ranges::move(piece.lines, std::back_inserter(out));
    if (!out.empty()) { // the dash, whichever field is first now
        std::string &first = out.front();
        first.replace(0, std::min(item.fields, first.size()),
                      std::string(item.dash, ' ') + '-' + std::string(item.fields - item.dash - 1, ' '));
    }
    for (std::size_t i = end; i < item.end; ++i)
        out.push_back(text.lines[i]);
    return out;
}

} // namespace wf::wire
