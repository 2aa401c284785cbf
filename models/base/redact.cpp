// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/redact.h"

#include <array>

namespace wf::base {

using namespace Qt::StringLiterals;

namespace {

// One pass from left to right, written by hand: linear whatever the text says (reliability.md 2.2).
// In doubt it takes too much rather than too little.

bool isWord(QChar c)
{
    return c.isLetterOrNumber() || c == u'_' || c == u'-';
}

bool isTokenChar(QChar c)
{
    return (c.unicode() < 128 && c.isLetterOrNumber()) || QStringView(u"-._~+/=").contains(c);
}

qsizetype tokenEnd(QStringView t, qsizetype at)
{
    while (at < t.size() && isTokenChar(t[at]))
        ++at;
    return at;
}

qsizetype skipSpaces(QStringView t, qsizetype at)
{
    while (at < t.size() && (t[at] == u' ' || t[at] == u'\t'))
        ++at;
    return at;
}

enum class KeyKind { Harmless, Secret, WholeLine };

KeyKind kindOf(QStringView key)
{
    const auto has = [key](QLatin1String part) { return key.contains(part, Qt::CaseInsensitive); };
    if (has(QLatin1String("authorization")) || has(QLatin1String("cookie")))
        return KeyKind::WholeLine;
    static constexpr std::array parts{QLatin1String("password"),   QLatin1String("passwd"), QLatin1String("passphrase"),
                                      QLatin1String("token"),      QLatin1String("secret"), QLatin1String("session"),
                                      QLatin1String("credential"), QLatin1String("pwd"),    QLatin1String("signature")};
    for (const auto part : parts)
        if (has(part))
            return KeyKind::Secret;
    return key.endsWith(QLatin1String("key"), Qt::CaseInsensitive) ? KeyKind::Secret : KeyKind::Harmless;
}

// Where the value of a key ends; `at` stands behind the separator.
qsizetype valueEnd(QStringView t, qsizetype at, bool wholeLine)
{
    const qsizetype start = at;
    while (at < t.size() && t[at] == u'\\')
        ++at;
    if (at < t.size() && (t[at] == u'"' || t[at] == u'\'')) {
        const QChar quote = t[at];
        const qsizetype slashes = at - start;
        for (++at; at < t.size(); ++at) {
            qsizetype run = 0;
            while (at < t.size() && t[at] == u'\\') {
                ++run;
                ++at;
            }
            if (at < t.size() && t[at] == quote && run <= slashes)
                return at + 1;
        }
        return t.size();
    }
    const QStringView stops = wholeLine ? QStringView(u"\r\n\"") : QStringView(u" \t\r\n,;&)]}\"'<>");
    at = start;
    while (at < t.size() && !stops.contains(t[at]))
        ++at;
    return at;
}

// A word at `start`..`end`; when it is the key of a secret: the range of its value.
struct Range {
    qsizetype start = -1;
    qsizetype end = -1;
};
Range secretAfterKey(QStringView t, qsizetype start, qsizetype end)
{
    const auto kind = kindOf(t.sliced(start, end - start));
    if (kind == KeyKind::Harmless)
        return {};
    qsizetype at = end;
    while (at < t.size() && (t[at] == u'\\' || t[at] == u'"' || t[at] == u'\'' || t[at] == u']'))
        ++at;
    at = skipSpaces(t, at);
    if (at >= t.size() || (t[at] != u':' && t[at] != u'='))
        return {};
    at = skipSpaces(t, at + 1);
    const qsizetype stop = valueEnd(t, at, kind == KeyKind::WholeLine);
    return stop > at ? Range{at, stop} : Range{};
}

// "Bearer xyz", "Basic xyz".
Range afterScheme(QStringView t, qsizetype start, qsizetype end)
{
    const QStringView word = t.sliced(start, end - start);
    if (word.compare(QLatin1String("bearer"), Qt::CaseInsensitive) != 0 &&
        word.compare(QLatin1String("basic"), Qt::CaseInsensitive) != 0)
        return {};
    const qsizetype at = skipSpaces(t, end);
    const qsizetype stop = tokenEnd(t, at);
    return at > end && stop - at >= 6 ? Range{at, stop} : Range{};
}

// Tokens that show by themselves what they are.
Range ownToken(QStringView t, qsizetype start)
{
    static constexpr std::array prefixes{QLatin1String("eyJ"),   QLatin1String("ghp_"),   QLatin1String("gho_"),
                                         QLatin1String("ghs_"),  QLatin1String("glpat-"), QLatin1String("github_pat_"),
                                         QLatin1String("glsa_"), QLatin1String("xoxb-"),  QLatin1String("xoxp-"),
                                         QLatin1String("AKIA"),  QLatin1String("ASIA")};
    for (const auto prefix : prefixes) {
        if (!t.sliced(start).startsWith(prefix))
            continue;
        const qsizetype stop = tokenEnd(t, start);
        if (stop - start >= 16)
            return {start, stop};
    }
    return {};
}

// user:password@ behind "://".
Range userInfo(QStringView t, qsizetype start)
{
    qsizetype lastAt = -1;
    for (qsizetype at = start; at < t.size() && at < start + 2048; ++at) {
        if (t[at] == u'@')
            lastAt = at;
        else if (t[at].isSpace() || QStringView(u"/?#\"'<>").contains(t[at]))
            break;
    }
    return lastAt > start ? Range{start, lastAt} : Range{};
}

Range secretAt(QStringView t, qsizetype at, qsizetype wordEnd)
{
    if (auto r = secretAfterKey(t, at, wordEnd); r.start >= 0)
        return r;
    if (auto r = afterScheme(t, at, wordEnd); r.start >= 0)
        return r;
    return ownToken(t, at);
}

} // namespace

QString redacted(QString text)
{
    const QStringView t(text);
    QString out;
    qsizetype copied = 0;
    const auto hide = [&](Range r) {
        out += t.sliced(copied, r.start - copied) + u"[redacted]"_s;
        copied = r.end;
        return r.end;
    };
    for (qsizetype at = 0; at < t.size();) {
        if (isWord(t[at])) {
            qsizetype end = at;
            while (end < t.size() && isWord(t[end]))
                ++end;
            const auto r = secretAt(t, at, end);
            at = r.start >= 0 ? hide(r) : end;
        } else if (t.sliced(at).startsWith(u"://")) {
            const auto r = userInfo(t, at + 3);
            at = r.start >= 0 ? hide(r) : at + 3;
        } else {
            ++at;
        }
    }
    if (copied == 0)
        return text;
    return out + t.sliced(copied);
}

} // namespace wf::base
