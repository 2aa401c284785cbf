// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/anomalies/feedback/feedbackbook.h"

#include "models/store/ledger.h"

#include <algorithm>
#include <array>

namespace wf::engine {

using namespace Qt::StringLiterals;
using analysis::FeedbackKind;

namespace {

const QString prefix = u"anomaly.feedback."_s;
const QString shareKey = u"anomalies.share"_s;
constexpr int mostRecords = 100'000;
constexpr std::size_t mostWrites = 64;
constexpr std::array kinds{FeedbackKind::Real, FeedbackKind::NotReal, FeedbackKind::ExpectedWeekly};

} // namespace

QString feedbackName(FeedbackKind kind)
{
    return kind == FeedbackKind::Real ? u"real"_s : kind == FeedbackKind::NotReal ? u"not-real"_s : u"weekly"_s;
}

std::optional<FeedbackKind> feedbackNamed(const QString &name)
{
    const auto found = std::ranges::find(kinds, name, feedbackName);
    return found == kinds.end() ? std::nullopt : std::optional(*found);
}

FeedbackBook::FeedbackBook(store::Ledger &ledger, QObject *parent) : QObject(parent), m_ledger(ledger) {}
FeedbackBook::~FeedbackBook() = default;

void FeedbackBook::load()
{
    m_reading =
        m_ledger.trailOf(prefix, mostRecords, [this](const base::Result<std::vector<store::AuditRecord>> &reply) {
            m_isLoaded = true;
            m_error = reply ? std::nullopt : std::optional(reply.error());
            if (reply) {
                m_bySeries.clear();
                for (const store::AuditRecord &record : *reply) {
                    auto &series = m_bySeries[record.note.detail[u"series"_s].toString()];
                    const QString name = record.note.action.mid(prefix.size());
                    if (name == u"undo"_s)
                        series.undo();
                    else if (const auto kind = feedbackNamed(name))
                        series.add({*kind, static_cast<qint64>(record.note.detail[u"time_ms"_s].toDouble())});
                }
            }
            Q_EMIT changed({});
        });
    m_readingShare = m_ledger.settings(shareKey, [this](const base::Result<QHash<QString, QJsonValue>> &kept) {
        const double share = kept ? kept->value(shareKey).toDouble() : 0;
        if (!(share > 0) || m_share)
            return;
        m_share = share;
        Q_EMIT changed({});
    });
}

void FeedbackBook::keepShare(double share)
{
    m_share = share;
    if (m_writes.size() >= mostWrites)
        m_writes.erase(m_writes.begin()); // long answered
    m_writes.push_back(m_ledger.setSetting(shareKey, share, [](const base::Result<base::Done> &) {}));
}

void FeedbackBook::note(const QString &action, const QString &seriesKey, const QString &title, const QString &actor,
                        Reply reply)
{
    store::AuditNote note;
    note.actor = actor;
    note.action = action;
    note.subject = title;
    note.detail = {{u"series"_s, seriesKey}};
    if (m_writes.size() >= mostWrites)
        m_writes.erase(m_writes.begin()); // long answered
    m_writes.push_back(m_ledger.record(note, [reply = std::move(reply)](const base::Result<store::AuditRecord> &kept) {
        reply(kept ? base::Status(base::Done{}) : base::Status(kept.error()));
    }));
}

void FeedbackBook::keep(const QString &action, const QString &seriesKey, const QString &title, qint64 timeMs,
                        const QString &actor, std::function<void()> apply, Reply reply)
{
    store::AuditNote note;
    note.actor = actor;
    note.action = prefix + action;
    note.subject = title;
    note.detail = {{u"series"_s, seriesKey}, {u"time_ms"_s, static_cast<double>(timeMs)}};
    if (m_writes.size() >= mostWrites)
        m_writes.erase(m_writes.begin()); // long answered
    m_writes.push_back(m_ledger.record(note, [this, seriesKey, apply = std::move(apply),
                                              reply = std::move(reply)](const base::Result<store::AuditRecord> &kept) {
        if (kept) {
            apply();
            Q_EMIT changed(seriesKey);
            reply(base::Done{});
        } else {
            reply(kept.error());
        }
    }));
}

void FeedbackBook::say(const QString &seriesKey, const QString &title, const analysis::Feedback &feedback,
                       const QString &actor, Reply reply)
{
    keep(
        feedbackName(feedback.kind), seriesKey, title, feedback.timeMs, actor,
        [this, seriesKey, feedback] { m_bySeries[seriesKey].add(feedback); }, std::move(reply));
}

void FeedbackBook::undo(const QString &seriesKey, const QString &title, const QString &actor, Reply reply)
{
    const auto found = m_bySeries.constFind(seriesKey);
    if (found == m_bySeries.constEnd() || found->all().empty())
        return reply(base::makeError(base::ErrorKind::NotFound, tr("Nothing was said of this series yet")));
    keep(
        u"undo"_s, seriesKey, title, found->all().back().timeMs, actor,
        [this, seriesKey] { m_bySeries[seriesKey].undo(); }, std::move(reply));
}

} // namespace wf::engine
