// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/care/storekeeping.h"

#include "models/station/care/backuplog.h"
#include "models/station/rules/shelf/ruleshelf.h"
#include "models/store/audit/audittrail.h"
#include "models/store/logs/logtiers.h"
#include "models/store/series/seriesfolder.h"
#include "models/store/spans/spanfolder.h"

#include <QDir>

namespace wf::station {

namespace {

store::RetentionPolicy readPolicy(const ConfigSection &section)
{
    store::RetentionPolicy policy;
    policy.hotNs = section.durationNs("hot", policy.hotNs);
    policy.warmNs = section.durationNs("warm", policy.warmNs);
    policy.keepNs = section.durationNs("keep", policy.keepNs);
    policy.totalBytes = section.bytes("max_bytes", policy.totalBytes);
    policy.hotBytes = section.bytes("max_hot_bytes", policy.hotBytes);
    policy.warmBytes = section.bytes("max_warm_bytes", policy.warmBytes);
    for (const auto &share : section.sections("shares")) {
        policy.shares.push_back({share.text("service"), share.text("level"), share.durationNs("keep", policy.keepNs)});
        share.finish();
    }
    section.finish();
    return policy;
}

std::vector<KeptPile> piled(const std::vector<store::StoredPart> &parts)
{
    std::map<std::pair<store::Tier, qint64>, KeptPile> piles;
    for (const auto &part : parts) {
        KeptPile &pile = piles[{part.tier, part.range.endNs / base::nsPerDay}];
        pile.tier = part.tier;
        pile.range = pile.parts == 0 ? part.range
                                     : base::TimeRange{std::min(pile.range.startNs, part.range.startNs),
                                                       std::max(pile.range.endNs, part.range.endNs)};
        pile.bytes += part.bytes;
        ++pile.parts;
    }
    std::vector<KeptPile> out;
    for (const auto &[key, pile] : piles)
        out.push_back(pile);
    return out;
}

} // namespace

store::RetentionPolicies readRetention(const ConfigSection &section)
{
    store::RetentionPolicies policies;
    for (const char *kind : {"series", "logs", "spans"})
        policies.emplace(QString::fromLatin1(kind), readPolicy(section.section(kind)));
    section.finish();
    return policies;
}

// The stores as retention and backup see them, and the trail of what was done.
struct StoreKeeping::Open {
    std::shared_ptr<store::SeriesStore> series;
    std::shared_ptr<store::SpanStore> spans;
    store::LogTiers logs;
    std::unique_ptr<store::AuditTrail> trail;

    std::vector<store::TieredStore *> tiers() { return {&series->tiers(), &logs, &spans->tiers()}; }
};

StoreKeeping::StoreKeeping(std::shared_ptr<const StationStores> stores, const base::Clock &clock)
    : m_stores(std::move(stores)), m_clock(clock)
{
}

base::Result<std::shared_ptr<StoreKeeping::Open>> StoreKeeping::open() const
{
    const auto series = m_stores->series();
    if (!series)
        return series.error();
    const auto logs = m_stores->logs();
    if (!logs)
        return logs.error();
    const auto spans = m_stores->spans();
    if (!spans)
        return spans.error();
    const QString path = QDir(m_stores->directory()).filePath(QStringLiteral("audit.jsonl"));
    auto trail = store::AuditTrail::open(path, {}, m_clock);
    if (!trail)
        return trail.error();
    return std::make_shared<Open>(Open{*series, *spans, store::LogTiers(*logs), std::move(*trail)});
}

base::Result<std::vector<store::RetentionStep>> StoreKeeping::plan(const store::RetentionPolicies &policies) const
{
    const std::scoped_lock lock(m_mutex);
    const auto all = open();
    if (!all)
        return all.error();
    return store::RetentionKeeper((*all)->tiers(), policies, {}, m_clock).plan();
}

base::Result<store::RetentionReport> StoreKeeping::apply(const store::RetentionPolicies &policies, std::stop_token stop)
{
    const std::scoped_lock lock(m_mutex);
    const auto all = open();
    if (!all)
        return all.error();
    const auto sink = [trail = (*all)->trail.get()](const store::AuditNote &note) { return trail->record(note); };
    return store::RetentionKeeper((*all)->tiers(), policies, sink, m_clock).apply(stop);
}

base::Result<store::BackupReport> StoreKeeping::backUp(const QString &target)
{
    const std::scoped_lock lock(m_mutex);
    const auto all = open();
    if (!all)
        return all.error();
    std::vector<store::BackupSource> sources;
    for (auto *tier : (*all)->tiers())
        sources.push_back(store::backupOf(*tier));
    sources.push_back({QStringLiteral("audit"),
                       [trail = (*all)->trail.get()](const QString &folder) { return trail->snapshot(folder); }});
    sources.push_back({RuleShelf::folderName, [this](const QString &folder) {
                           return RuleShelf::ofStation(m_stores->directory()).snapshot(folder);
                       }});
    auto report = store::makeBackup(sources, target, m_clock);
    if (report) // the backup is good without its note
        (void)noteBackup(m_stores->directory(), *report);
    return report;
}

base::Result<store::VerifyReport> StoreKeeping::verify(const QString &backup, std::stop_token stop)
{
    auto report = store::verifyBackup(backup, stationVerifiers(), stop);
    const std::scoped_lock lock(m_mutex);
    if (report && !stop.stop_requested())
        (void)noteVerified(m_stores->directory(), backup, static_cast<qint64>(report->damaged.size()), m_clock.nowNs());
    return report;
}

base::Result<std::vector<KeptSignal>> StoreKeeping::kept() const
{
    const auto series = m_stores->series();
    if (!series)
        return series.error();
    const auto logs = m_stores->logs();
    if (!logs)
        return logs.error();
    const auto spans = m_stores->spans();
    if (!spans)
        return spans.error();
    store::LogTiers logTiers(*logs);
    std::vector<KeptSignal> out;
    for (store::TieredStore *tiered :
         std::initializer_list<store::TieredStore *>{&(*series)->tiers(), &logTiers, &(*spans)->tiers()}) {
        const auto parts = tiered->parts();
        if (!parts)
            return parts.error();
        out.push_back({tiered->kind(), piled(*parts)});
    }
    return out;
}

store::FolderVerifiers stationVerifiers()
{
    return {{QStringLiteral("series"), store::verifySeriesFolder},
            {QStringLiteral("logs"), store::verifyLogFolder},
            {QStringLiteral("spans"), store::verifySpanFolder}};
}

} // namespace wf::station
