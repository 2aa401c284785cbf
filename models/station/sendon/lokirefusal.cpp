// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/sendon/lokirefusal.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace wf::station {

namespace {

constexpr qint64 most = 1'000'000'000;

struct Words {
    const char *reason;
    const char *pattern;
};
// How a message about one entry begins (pkg/validation/validate.go of Loki 3.7; 2.9 writes the same).
constexpr std::array ofOneEntry{
    Words{"greater_than_max_sample_age", "entry for stream '.*' has timestamp too old"},
    Words{"too_far_in_future", "entry for stream '.*' has timestamp too new"},
    Words{"line_too_long", "max entry size '\\d+' bytes exceeded"},
    Words{"structured_metadata_too_large", "stream '.*' has structured metadata too large"},
    Words{"structured_metadata_too_many", "stream '.*' has too many structured metadata labels"},
    Words{"disallowed_structured_metadata", "stream '.*' includes structured metadata, but"}};

void add(std::vector<LokiRefusal> &all, const QString &reason, qint64 entries)
{
    const auto same = std::ranges::find(all, reason, &LokiRefusal::reason);
    if (same == all.end())
        all.push_back({reason, entries});
    else
        same->entries = std::min(same->entries + entries, most);
}

QString reasonOf(const QString &message)
{
    for (const auto &[reason, pattern] : ofOneEntry) {
        const QRegularExpression begin(u'^' + QLatin1String(pattern), QRegularExpression::DotMatchesEverythingOption);
        if (begin.match(message).hasMatch())
            return QLatin1String(reason);
    }
    return {};
}

std::optional<std::vector<LokiRefusal>> byDistributor(const QString &said)
{
    static const QRegularExpression count(QStringLiteral("(?:^|; )(\\d{1,9}) errors like: "));
    std::vector<LokiRefusal> all;
    auto next = count.globalMatch(said);
    if (!next.hasNext()) {
        const QString reason = reasonOf(said);
        return reason.isEmpty() ? std::nullopt : std::optional(std::vector{LokiRefusal{reason, 1}});
    }
    if (next.peekNext().capturedStart() != 0)
        return std::nullopt;
    while (next.hasNext()) {
        const auto one = next.next();
        const qsizetype end = next.hasNext() ? next.peekNext().capturedStart() : said.size();
        const QString reason = reasonOf(said.mid(one.capturedEnd(), end - one.capturedEnd()));
        if (reason.isEmpty())
            return std::nullopt;
        add(all, reason, one.capturedView(1).toLongLong());
    }
    return all;
}

// Every stream's part ends with how many; the reason before it is that of its entries.
std::optional<std::vector<LokiRefusal>> byIngester(const QString &said)
{
    static const QRegularExpression total(QStringLiteral("total ignored: (\\d{1,9}) out of \\d"));
    std::vector<LokiRefusal> all;
    qsizetype from = 0;
    for (auto next = total.globalMatch(said); next.hasNext();) {
        const auto one = next.next();
        const QStringView part = QStringView(said).mid(from, one.capturedStart() - from);
        const QString reason = part.contains(u"out of order") ? QStringLiteral("out_of_order")
                               : part.contains(u"too far behind") || part.contains(u"too old")
                                   ? QStringLiteral("too_far_behind")
                                   : QStringLiteral("ignored");
        if (const qint64 entries = one.capturedView(1).toLongLong(); entries > 0)
            add(all, reason, entries);
        from = one.capturedEnd();
    }
    return all.empty() ? std::nullopt : std::optional(std::move(all));
}

} // namespace

std::optional<std::vector<LokiRefusal>> lokiRefusals(const QString &said)
{
    if (auto ignored = byIngester(said))
        return ignored;
    return byDistributor(said.trimmed());
}

} // namespace wf::station
