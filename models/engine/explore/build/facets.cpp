// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/explore/build/facets.h"

#include "models/base/labels.h"
#include "models/engine/explore/language/metricnames.h"
#include "models/engine/explore/language/textplaces.h"
#include "models/query/promql/parse/parse.h"

#include <algorithm>
#include <cctype>
#include <vector>

namespace wf::engine {

using Op = signals::LabelMatcher::Op;

namespace {

struct FoundSelector {
    query::VectorSelector selector;
    query::TextRange range; // without what follows the braces
};

// Where the selector's own text ends: "offset" and "@" behind it belong to its range too.
std::size_t endOfSelector(const std::string &text, query::TextRange range)
{
    std::size_t depth = 0;
    for (std::size_t at = range.start; at < range.end; ++at) {
        const char c = text[at];
        if (c == '"' || c == '\'' || c == '`') {
            for (++at; at < range.end && text[at] != c; ++at)
                if (text[at] == '\\' && c != '`')
                    ++at;
        } else if (c == '{') {
            ++depth;
        } else if (c == '}' && --depth == 0) {
            return at + 1;
        } else if (depth == 0 && (c == ' ' || c == '\t' || c == '\n')) {
            const std::size_t next = text.find_first_not_of(" \t\n\r", at);
            if (next >= range.end || text[next] != '{')
                return at;
        }
    }
    return range.end;
}

std::vector<FoundSelector> selectorsOf(const TextPlaces &places, bool &isReadable)
{
    std::vector<FoundSelector> found;
    const auto tree = query::parsePromql(places.utf8(), query::ParseOptions::everything());
    isReadable = tree.ok();
    if (!tree)
        return found;
    query::visit(**tree, [&](const query::Expr &part) {
        if (const auto *vector = std::get_if<query::VectorSelector>(&part.node))
            found.push_back({*vector, {part.range.start, endOfSelector(places.utf8(), part.range)}});
        if (const auto *matrix = std::get_if<query::MatrixSelector>(&part.node))
            found.push_back(
                {matrix->vector, {matrix->vectorRange.start, endOfSelector(places.utf8(), matrix->vectorRange)}});
    });
    return found;
}

// The values of a matcher that lists them: =, and =~ of plain alternatives, escapes resolved; none for all others.
std::vector<std::string> plainValues(const signals::LabelMatcher &matcher)
{
    if (matcher.op() == Op::Equal)
        return {matcher.value()};
    if (matcher.op() != Op::Regex)
        return {};
    std::vector<std::string> values{std::string()};
    const std::string &pattern = matcher.value();
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const char c = pattern[i];
        const bool isEscape =
            c == '\\' && i + 1 < pattern.size() && std::ispunct(static_cast<unsigned char>(pattern[i + 1]));
        if (c == '|')
            values.emplace_back();
        else if (isEscape)
            values.back() += pattern[++i];
        else if (std::string_view(".+*?()[]{}^$\\").find(c) != std::string_view::npos)
            return {};
        else
            values.back() += c;
    }
    return values;
}

std::string valuesMatcher(const std::string &label, const QStringList &values)
{
    if (values.size() == 1)
        return signals::LabelMatcher::equal(label, values[0].toStdString()).text();
    std::string pattern;
    for (const QString &value : values)
        pattern += (pattern.empty() ? "" : "|") + base::regexEscaped(value.toStdString());
    const auto matcher = signals::LabelMatcher::make(Op::Regex, label, pattern);
    return matcher ? matcher->text() : std::string();
}

std::string selectorText(const query::VectorSelector &selector, const std::string &label, const QStringList &values)
{
    std::string inside;
    bool isPlaced = values.isEmpty();
    const auto add = [&inside](const std::string &text) { inside += (inside.empty() ? "" : ", ") + text; };
    for (const auto &matcher : selector.matchers) {
        if (matcher.name() == "__name__" && !selector.name.empty())
            continue;
        if (matcher.name() != label || plainValues(matcher).empty()) {
            add(matcher.text());
        } else if (!isPlaced) {
            isPlaced = true;
            add(valuesMatcher(label, values));
        }
    }
    if (!isPlaced)
        add(valuesMatcher(label, values));
    if (selector.name.empty())
        return '{' + inside + '}';
    return inside.empty() ? selector.name : selector.name + '{' + inside + '}';
}

} // namespace

QStringList chosenValues(const QString &query, const QString &metric, const QString &label)
{
    bool isReadable = false;
    for (const FoundSelector &found : selectorsOf(TextPlaces(query), isReadable)) {
        if (metricOf(found.selector) != metric.toStdString())
            continue;
        QStringList values;
        for (const auto &matcher : found.selector.matchers) {
            if (matcher.name() == label.toStdString())
                for (const std::string &value : plainValues(matcher))
                    values << QString::fromStdString(value);
        }
        return values;
    }
    return {};
}

base::Result<QString> withChosenValues(const QString &query, const QString &metric, const QString &label,
                                       const QStringList &values)
{
    const TextPlaces places(query);
    bool isReadable = false;
    auto found = selectorsOf(places, isReadable);
    if (!isReadable)
        return base::makeError(base::ErrorKind::Invalid, QStringLiteral("The query cannot be read: mend it first."));
    // From behind, so that places in front stay right.
    std::ranges::sort(found, std::greater<>(), [](const FoundSelector &one) { return one.range.start; });
    QString out = query;
    for (const FoundSelector &one : found) {
        if (metricOf(one.selector) != metric.toStdString())
            continue;
        const int start = places.place(one.range.start);
        out.replace(start, places.place(one.range.end) - start,
                    QString::fromStdString(selectorText(one.selector, label.toStdString(), values)));
    }
    return out;
}

} // namespace wf::engine
