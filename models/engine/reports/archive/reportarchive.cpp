// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/reports/archive/reportarchive.h"

#include "models/base/safefile.h"
#include "models/base/timetext.h"
#include "models/store/audit/audittrail.h"
#include "models/wire/report/reportjson.h"

#include <QCryptographicHash>
#include <QFile>
#include <QRegularExpression>

#include <algorithm>
#include <limits>

namespace wf::engine {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::makeError;

namespace {

constexpr int mostRecords = 1'000'000;
constexpr qint64 mostBytes = qint64{256} << 20;
const QString issueAction = u"report.issue"_s;
const QString runAction = u"report.run"_s;
const QString scheduleAction = u"report.schedule"_s;

QString hashOf(const QByteArray &bytes)
{
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

base::Result<std::vector<store::AuditRecord>> oldestFirst(const store::AuditTrail &trail, const QString &action)
{
    const auto checked = trail.verify();
    if (!checked)
        return checked.error();
    if (!checked->intact)
        return makeError(ErrorKind::Storage, u"The book of issued reports was changed from outside"_s,
                         checked->problem);
    auto all = trail.records({0, std::numeric_limits<qint64>::max()}, mostRecords);
    if (!all)
        return all.error();
    std::vector<store::AuditRecord> out;
    for (auto one = all->rbegin(); one != all->rend(); ++one)
        if (one->note.action == action)
            out.push_back(std::move(*one));
    return out;
}

} // namespace

base::Result<std::unique_ptr<ReportArchive>> ReportArchive::open(const QString &folder, const base::Clock &clock)
{
    if (const auto made = base::ensurePrivateFolder(folder + u"/issued"_s); !made)
        return made.error();
    if (const auto made = base::ensurePrivateFolder(folder); !made)
        return made.error();
    auto trail = store::AuditTrail::open(folder + u"/reports.db"_s, {}, clock);
    if (!trail)
        return trail.error();
    return std::unique_ptr<ReportArchive>(new ReportArchive(folder, std::move(*trail)));
}

ReportArchive::ReportArchive(QString folder, std::unique_ptr<store::AuditTrail> trail)
    : m_folder(std::move(folder)), m_trail(std::move(trail))
{
}

ReportArchive::~ReportArchive() = default;

base::Result<IssuedReport> ReportArchive::issue(const signals::Report &report, const QString &by, const QString &reason)
{
    if (by.trimmed().isEmpty())
        return makeError(ErrorKind::Invalid, u"Say who issues the report"_s);
    const QByteArray json = wire::reportJson(report);
    const QString sha256 = hashOf(json);
    const auto known = issued();
    if (!known)
        return known.error();
    if (const auto same = std::ranges::find(*known, sha256, &IssuedReport::sha256); same != known->end())
        return *same;
    // The report first: a record without it would be a promise that cannot be kept.
    if (const auto kept = base::writeFileSafely(u"%1/issued/%2.json"_s.arg(m_folder, sha256), json); !kept)
        return kept.error();
    QJsonObject detail{
        {u"sha256"_s, sha256},      {u"agreement"_s, report.agreement},  {u"customer"_s, report.customer},
        {u"title"_s, report.title}, {u"data_sha256"_s, report.dataHash}, {u"tool_version"_s, report.toolVersion}};
    if (!reason.isEmpty())
        detail[u"reason"_s] = reason;
    if (const auto noted = m_trail->record({by, issueAction, report.id, detail}); !noted)
        return noted.error();
    const auto after = issued();
    if (!after)
        return after.error();
    const auto mine = std::ranges::find(*after, sha256, &IssuedReport::sha256);
    return mine != after->end() ? base::Result<IssuedReport>(*mine)
                                : makeError(ErrorKind::Storage, u"The report is not in its book"_s);
}

base::Result<std::vector<IssuedReport>> ReportArchive::issued() const
{
    const auto records = oldestFirst(*m_trail, issueAction);
    if (!records)
        return records.error();
    std::vector<IssuedReport> out;
    for (const auto &record : *records) {
        const QJsonObject &d = record.note.detail;
        out.push_back({record.note.subject, d.value(u"agreement"_s).toString(), d.value(u"customer"_s).toString(),
                       d.value(u"title"_s).toString(), d.value(u"sha256"_s).toString(), record.note.actor,
                       d.value(u"reason"_s).toString(), record.timeNs});
    }
    return out;
}

base::Result<signals::Report> ReportArchive::load(const QString &sha256) const
{
    static const QRegularExpression form(u"^[0-9a-f]{64}$"_s);
    if (!form.match(sha256).hasMatch())
        return makeError(ErrorKind::Invalid, u"A report is named by 64 hexadecimal digits"_s);
    QFile file(u"%1/issued/%2.json"_s.arg(m_folder, sha256));
    if (!file.open(QIODevice::ReadOnly))
        return makeError(ErrorKind::NotFound, u"The report %1 is not kept here"_s.arg(sha256.left(12)),
                         file.errorString());
    const QByteArray json = file.read(mostBytes);
    if (hashOf(json) != sha256)
        return makeError(ErrorKind::Storage, u"The report %1 was changed after it was issued"_s.arg(sha256.left(12)));
    return wire::readReportJson(json);
}

base::Result<QStringList> ReportArchive::runsDone() const
{
    const auto records = oldestFirst(*m_trail, runAction);
    if (!records)
        return records.error();
    QStringList out;
    for (const auto &record : *records)
        out << record.note.subject;
    return out;
}

base::Status ReportArchive::noteRun(const QString &run, const QString &what)
{
    return m_trail->record({u"watchfloor"_s, runAction, run, {{u"what"_s, what}}});
}

base::Result<qint64> ReportArchive::scheduleSince(const QString &schedule, qint64 nowNs)
{
    const auto records = oldestFirst(*m_trail, scheduleAction);
    if (!records)
        return records.error();
    for (const auto &record : *records)
        if (record.note.subject == schedule)
            return base::parseIsoTime(record.note.detail.value(u"since"_s).toString());
    if (const auto noted =
            m_trail->record({u"watchfloor"_s, scheduleAction, schedule, {{u"since"_s, base::isoTime(nowNs)}}});
        !noted)
        return noted.error();
    return nowNs;
}

} // namespace wf::engine
