// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/reports/desk/reportdesk.h"

#include "models/base/safefile.h"

#include <QFile>

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::makeError;

namespace {

constexpr qint64 mostBytes = qint64{256} << 20;

base::Result<signals::Report> composed(const ReportOrder &order, const ReportDesk::Options &options)
{
    const auto house = readReportHouse(options.settingsPath, false);
    if (!house)
        return house.error();
    const auto state = agreementIn(*order.snapshot, order.agreement);
    if (!state)
        return state.error();
    return reportOf(*order.snapshot, *state, house->branding, options.toolVersion);
}

base::Result<ReportMade> made(const ReportOrder &order, const ReportDesk::Options &options, const base::Clock &clock)
{
    if (order.issued && order.snapshot->isPartial)
        return makeError(ErrorKind::Invalid, u"Not all sources answered: nothing is issued from a part of the data"_s);
    const auto report = composed(order, options);
    if (!report)
        return report.error();
    const auto bytes = wire::renderReport(*report, order.look, options.fonts());
    if (!bytes)
        return bytes.error();
    ReportMade out{order.path, report->id, {}};
    if (order.issued) {
        const auto archive = ReportArchive::open(options.folder, clock);
        if (!archive)
            return archive.error();
        const auto issued = (*archive)->issue(*report, order.issued->by, order.issued->reason);
        if (!issued)
            return issued.error();
        out.issued = *issued;
    }
    if (const auto written = base::writeFileSafely(order.path, *bytes); !written)
        return written.error();
    return out;
}

base::Result<ReportMade> writtenAgain(const IssuedReport &issued, const wire::ReportLook &look, const QString &path,
                                      const ReportDesk::Options &options, const base::Clock &clock)
{
    const auto archive = ReportArchive::open(options.folder, clock);
    if (!archive)
        return archive.error();
    const auto report = (*archive)->load(issued.sha256);
    if (!report)
        return report.error();
    const auto bytes = wire::renderReport(*report, look, options.fonts());
    if (!bytes)
        return bytes.error();
    if (const auto written = base::writeFileSafely(path, *bytes); !written)
        return written.error();
    return ReportMade{path, report->id, issued};
}

// The same contract in the same period, measured up to the same moment, as it is known now.
std::optional<signals::Report> computedAgain(const QByteArray &bytes, const AgreementsSnapshot &snapshot,
                                             const QString &toolVersion)
{
    const auto found = wire::findReport(bytes);
    if (!found || !found->report || snapshot.isPartial)
        return std::nullopt;
    const auto state = agreementIn(snapshot, found->report->agreement);
    if (!state || state->period.period != found->report->period || state->period.measured != found->report->measured)
        return std::nullopt;
    return reportOf(snapshot, *state, found->report->branding, toolVersion); // the branding is form, not figures
}

base::Result<ReportVerification> verified(const QString &path, const AgreementsSnapshot &snapshot,
                                          const ReportDesk::Options &options, const base::Clock &clock)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return makeError(ErrorKind::NotFound, u"%1 cannot be read"_s.arg(path), file.errorString());
    const QByteArray bytes = file.read(mostBytes + 1);
    if (bytes.size() > mostBytes)
        return makeError(ErrorKind::TooLarge, u"%1 is larger than 256 MiB"_s.arg(path));
    const auto archive = ReportArchive::open(options.folder, clock);
    if (!archive)
        return archive.error();
    return verifyReport(bytes, archive->get(), options.fonts(), computedAgain(bytes, snapshot, options.toolVersion),
                        options.toolVersion);
}

} // namespace

void ReportDesk::make(const ReportOrder &order, Done<ReportMade> done)
{
    m_jobs.run(
        m_pools.analysis(),
        [order, options = m_options, &clock = m_clock](std::stop_token) { return made(order, options, clock); },
        std::move(done));
}

void ReportDesk::preview(const ReportOrder &order, Done<QByteArray> done)
{
    m_jobs.runLatest(
        u"preview"_s, m_pools.analysis(),
        [order, options = m_options](std::stop_token) -> base::Result<QByteArray> {
            const auto report = composed(order, options);
            return report ? wire::renderReport(*report, order.look, options.fonts())
                          : base::Result<QByteArray>(report.error());
        },
        std::move(done));
}

void ReportDesk::askMail(std::function<void(bool)> done)
{
    m_jobs.runLatest(
        u"mail"_s, m_pools.analysis(),
        [path = m_options.settingsPath](std::stop_token) {
            const auto house = readReportHouse(path, false);
            return house && house->settings.mail.has_value();
        },
        std::move(done));
}

void ReportDesk::issued(Done<std::vector<IssuedReport>> done)
{
    m_jobs.runLatest(
        u"issued"_s, m_pools.analysis(),
        [options = m_options, &clock = m_clock](std::stop_token) -> base::Result<std::vector<IssuedReport>> {
            const auto archive = ReportArchive::open(options.folder, clock);
            if (!archive)
                return archive.error();
            auto all = (*archive)->issued();
            if (all)
                std::ranges::reverse(*all);
            return all;
        },
        std::move(done));
}

void ReportDesk::writeAgain(const IssuedReport &report, const wire::ReportLook &look, const QString &path,
                            Done<ReportMade> done)
{
    m_jobs.run(
        m_pools.analysis(),
        [report, look, path, options = m_options, &clock = m_clock](std::stop_token) {
            return writtenAgain(report, look, path, options, clock);
        },
        std::move(done));
}

void ReportDesk::verify(const QString &path, const AgreementsPtr &snapshot, Done<ReportVerification> done)
{
    m_jobs.run(
        m_pools.analysis(),
        [path, snapshot, options = m_options, &clock = m_clock](std::stop_token) {
            return verified(path, *snapshot, options, clock);
        },
        std::move(done));
}

QString verdictWords(const ReportVerification &v)
{
    if (v.isGood())
        return u"Equal: this is the report."_s;
    return !v.differences.isEmpty() || !v.isRendered
               ? u"Not equal."_s
               : u"The document agrees with itself; nothing here vouches for it."_s;
}

} // namespace wf::engine
