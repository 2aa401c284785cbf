// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/filters/selectorfilters.h"

#include "models/base/labels.h"
#include "models/base/untrusted.h"
#include "models/query/promql/parse/parse.h"

#include <QCoreApplication>

#include <algorithm>
#include <cctype>
#include <functional>

namespace wf::query {

using namespace Qt::StringLiterals;
using signals::LabelMatcher;

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("SelectorFilters", text);
}

// "a|b" of =| as a regular expression that is exactly these.
std::string alternatives(const QString &values)
{
    std::string out;
    for (const QString &one : values.split(u'|'))
        out += (out.empty() ? "" : "|") + base::regexEscaped(one.toStdString());
    return out;
}

// Of a part of the text that begins with a quote: one past its end.
std::size_t endOfString(const std::string &text, std::size_t at)
{
    const char quote = text[at];
    for (++at; at < text.size() && text[at] != quote; ++at)
        if (text[at] == '\\' && quote != '`')
            ++at;
    return std::min(at + 1, text.size());
}

bool isQuote(char c)
{
    return c == '"' || c == '\'' || c == '`';
}

// Where a filter goes: `braces` is the place of the closing one, else the end of a name without any.
struct Place {
    std::size_t at = 0;
    bool hasBraces = false, isEmpty = true;
};

// Before the brace that closes the one at `at`.
Place insideBraces(const std::string &text, std::size_t at, std::size_t end)
{
    Place out{end, true, true};
    for (++at; at < end; ++at) {
        if (isQuote(text[at])) {
            at = endOfString(text, at) - 1;
            out.isEmpty = false;
        } else if (text[at] == '}') {
            out.at = at;
            return out;
        } else if (text[at] == ',') {
            out.isEmpty = true; // one may stand behind the last
        } else if (text[at] != ' ' && text[at] != '\t' && text[at] != '\n' && text[at] != '\r') {
            out.isEmpty = false;
        }
    }
    return out;
}

Place placeIn(const std::string &text, TextRange selector, bool hasName)
{
    std::size_t at = selector.start;
    if (hasName) {
        while (at < selector.end &&
               (std::isalnum(static_cast<unsigned char>(text[at])) || text[at] == '_' || text[at] == ':'))
            ++at;
        const std::size_t next = text.find_first_not_of(" \t\n\r", at);
        if (next >= selector.end || text[next] != '{')
            return {at, false, true};
        at = next;
    }
    return insideBraces(text, at, selector.end);
}

QString withPlaces(std::string text, std::vector<Place> places, const std::string &filters)
{
    std::ranges::sort(places, std::greater<>(), &Place::at); // from behind, so that places in front stay right
    for (const Place &place : places)
        text.insert(place.at, place.hasBraces ? (place.isEmpty ? "" : ", ") + filters : '{' + filters + '}');
    return QString::fromStdString(text);
}

base::Result<std::string> textOf(const std::vector<SelectorFilter> &filters)
{
    std::string out;
    for (const SelectorFilter &filter : filters) {
        if (filter.key.trimmed().isEmpty())
            continue;
        const auto one = filterText(filter);
        if (!one)
            return one.error();
        out += (out.empty() ? "" : ", ") + one->toStdString();
    }
    return out;
}

} // namespace

std::vector<SelectorFilter> filtersFor(const std::vector<SelectorFilter> &filters, const QString &product)
{
    std::vector<SelectorFilter> out;
    std::ranges::copy_if(filters, std::back_inserter(out), [&](const SelectorFilter &filter) {
        return filter.product.isEmpty() || filter.product == product;
    });
    return out;
}

base::Result<QString> filterText(const SelectorFilter &filter)
{
    using Op = LabelMatcher::Op;
    const bool isList = filter.op == "=|"_L1 || filter.op == "!=|"_L1;
    const Op op = filter.op == "="_L1 || filter.op.isEmpty()     ? Op::Equal
                  : filter.op == "!="_L1                         ? Op::NotEqual
                  : filter.op == "=~"_L1 || filter.op == "=|"_L1 ? Op::Regex
                                                                 : Op::NotRegex;
    if (op == Op::NotRegex && filter.op != "!~"_L1 && !isList)
        return base::makeError(base::ErrorKind::Invalid,
                               say("The filter %1 is not applied: a selector cannot ask for %2.")
                                   .arg(base::visibleText(filter.key, 60), base::visibleText(filter.op, 10)));
    const auto matcher = LabelMatcher::make(op, filter.key.trimmed().toStdString(),
                                            isList ? alternatives(filter.value) : filter.value.toStdString());
    if (!matcher)
        return base::makeError(
            base::ErrorKind::Invalid,
            say("The filter %1 is not applied: %2").arg(base::visibleText(filter.key, 60), matcher.error().summary));
    return QString::fromStdString(matcher->text());
}

base::Result<QString> promqlWithFilters(const QString &query, const std::vector<SelectorFilter> &filters)
{
    const auto added = textOf(filters);
    if (!added)
        return added.error();
    if (added->empty())
        return query;
    const std::string text = query.toStdString();
    const auto tree = parsePromql(text, ParseOptions::everything());
    if (!tree)
        return base::makeError(base::ErrorKind::Invalid, say("The filters are not applied: the query cannot be read."),
                               tree.error().summary);
    std::vector<Place> places;
    visit(**tree, [&](const Expr &part) {
        if (const auto *vector = std::get_if<VectorSelector>(&part.node))
            places.push_back(placeIn(text, part.range, !vector->name.empty()));
        else if (const auto *matrix = std::get_if<MatrixSelector>(&part.node))
            places.push_back(placeIn(text, matrix->vectorRange, !matrix->vector.name.empty()));
    });
    return withPlaces(text, std::move(places), *added);
}

// Outside of strings and comments, braces are selectors of streams and nothing else.
base::Result<QString> logqlWithFilters(const QString &query, const std::vector<SelectorFilter> &filters)
{
    const auto added = textOf(filters);
    if (!added)
        return added.error();
    if (added->empty())
        return query;
    const std::string text = query.toStdString();
    std::vector<Place> places;
    for (std::size_t at = 0; at < text.size();) {
        if (isQuote(text[at])) {
            at = endOfString(text, at);
        } else if (text[at] == '#') {
            at = std::min(text.find('\n', at), text.size());
        } else if (text[at] == '{') {
            places.push_back(insideBraces(text, at, text.size()));
            at = places.back().at + 1;
        } else {
            ++at;
        }
    }
    if (places.empty() || std::ranges::any_of(places, [&](const Place &p) { return p.at >= text.size(); }))
        return base::makeError(base::ErrorKind::Invalid, say("The filters are not applied: the query cannot be read."));
    return withPlaces(text, std::move(places), *added);
}

} // namespace wf::query
