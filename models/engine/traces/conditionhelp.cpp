// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/traces/conditionhelp.h"

#include "models/query/traces/tracecondition.h"

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostSuggestions = 12;

// What the next word may be.
enum class Place {
    Statement, // the beginning of one
    Selector,  // a service
    Calls,     // after the service that calls
    Of,        // after share, duration
    Under,     // after error
    Sign,      // before a bound
    Bound,     // a number
    End,       // after a whole statement
};

struct State {
    Place place = Place::Statement;
    Place afterSelector = Place::End;
    QString bound; // of the kind of statement
};

bool isWord(const QString &word, const char *keyword)
{
    return word.compare(QLatin1String(keyword), Qt::CaseInsensitive) == 0;
}

void readStatementWord(State &state, const QString &word)
{
    if (isWord(word, "not"))
        return;
    if (isWord(word, "has")) {
        state = {Place::Selector, Place::End, {}};
    } else if (isWord(word, "error")) {
        state = {Place::Under, Place::End, {}};
    } else if (isWord(word, "share")) {
        state = {Place::Of, Place::Sign, u"40%"_s};
    } else if (isWord(word, "duration")) {
        state = {Place::Of, Place::Sign, u"250ms"_s};
    } else if (isWord(word, "spans")) {
        state = {Place::Sign, Place::End, u"100"_s};
    } else {
        state = {Place::Calls, Place::End, {}};
    }
}

void readWord(State &state, const QString &word)
{
    switch (state.place) {
    case Place::Statement:
        return readStatementWord(state, word);
    case Place::Selector:
        state.place = state.afterSelector;
        return;
    case Place::Calls:
    case Place::Of:
    case Place::Under: {
        const auto after = state.place == Place::Of ? state.afterSelector : Place::End;
        state.place = Place::Selector;
        state.afterSelector = after;
        return;
    }
    case Place::Sign:
        state.place = Place::Bound;
        return;
    case Place::Bound:
        state.place = Place::End;
        return;
    case Place::End:
        state = {};
        return;
    }
}

// Whole words before the last one, which is still being written.
std::pair<QStringList, QString> split(const QString &text)
{
    QStringList words;
    QString word;
    bool isQuoted = false;
    for (const QChar c : text) {
        if (c == u'"')
            isQuoted = !isQuoted;
        const bool isBreak = !isQuoted && (c.isSpace() || c == u'(' || c == u')');
        if (!isBreak)
            word += c;
        else if (!word.isEmpty())
            words << std::exchange(word, QString());
    }
    return {words, word};
}

QString quotedIfNeeded(const QString &name)
{
    const bool isPlain = std::none_of(name.begin(), name.end(),
                                      [](QChar c) { return c.isSpace() || QStringView(u"()\"<>=:").contains(c); });
    if (isPlain && !name.isEmpty())
        return name;
    QString escaped = name;
    return u'"' + escaped.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s) + u'"';
}

QStringList wordsAt(const State &state, const QStringList &services)
{
    QStringList names;
    for (const QString &service : services)
        names << quotedIfNeeded(service);
    switch (state.place) {
    case Place::Statement:
        return QStringList{u"has"_s, u"error under"_s, u"share of"_s, u"duration of"_s, u"spans >"_s, u"not"_s} + names;
    case Place::Selector:
        return names + QStringList{u"*"_s};
    case Place::Calls:
        return {u"calls"_s, u"reaches"_s};
    case Place::Of:
        return {u"of"_s};
    case Place::Under:
        return {u"under"_s};
    case Place::Sign:
        return {u">"_s, u"<"_s, u">="_s, u"<="_s};
    case Place::Bound:
        return {state.bound};
    case Place::End:
        break;
    }
    return {u"and"_s, u"or"_s};
}

} // namespace

base::Result<QString> readTraceCondition(const QString &text)
{
    const auto read = query::TraceCondition::parse(text);
    return read ? base::Result<QString>(read->text()) : read.error();
}

QStringList completeTraceCondition(const QString &text, const QStringList &services)
{
    const auto [words, last] = split(text);
    State state;
    for (const QString &word : words)
        readWord(state, word);
    QStringList out;
    for (const QString &word : wordsAt(state, services))
        if (out.size() < mostSuggestions && word.startsWith(last, Qt::CaseInsensitive) && word != last)
            out << text.chopped(last.size()) + word + u' ';
    return out;
}

} // namespace wf::engine
