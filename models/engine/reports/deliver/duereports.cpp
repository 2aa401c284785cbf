// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/reports/deliver/duereports.h"

#include "models/base/safefile.h"
#include "models/base/timetext.h"

#include <QCryptographicHash>
#include <QDir>

#include <array>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostRuns = 1000;

QString filled(QString text, const signals::Report &report)
{
    return text.replace(u"{report}"_s, report.id)
        .replace(u"{title}"_s, report.title)
        .replace(u"{customer}"_s, report.customer)
        .replace(u"{provider}"_s, report.provider);
}

net::Mail mailOf(const DueReport &due, const signals::Report &report, const wire::ReportSettings &settings)
{
    net::Mail mail;
    mail.from = settings.mail->from;
    mail.to = due.schedule->to;
    const QString subject =
        due.schedule->subject.isEmpty() ? u"Service level report {report}, {title}"_s : due.schedule->subject;
    mail.subject = filled(subject, report).simplified().left(500);
    mail.text =
        due.schedule->text.isEmpty()
            ? u"%1\n%2\n\n%3\n\nData sha-256 %4\n"_s.arg(report.title, report.subtitle, report.summary, report.dataHash)
            : filled(due.schedule->text, report);
    const QByteArray key = QCryptographicHash::hash(due.run.toUtf8(), QCryptographicHash::Sha256).first(16).toHex();
    const auto from = net::bareAddress(mail.from);
    mail.messageId = u"%1@%2"_s.arg(QString::fromLatin1(key), from ? from->section(u'@', -1) : u"watchfloor"_s);
    mail.dateNs = due.atNs;
    return mail;
}

QByteArray typeOf(wire::ReportFormat format)
{
    static constexpr std::array types{"application/pdf", "text/html", "text/csv", "application/json", "text/markdown"};
    return types[static_cast<std::size_t>(format)];
}

} // namespace

base::Result<std::vector<DueReport>> dueReports(const wire::ReportSettings &settings, ReportArchive &archive,
                                                qint64 nowNs)
{
    const auto done = archive.runsDone();
    if (!done)
        return done.error();
    std::vector<DueReport> out;
    for (const auto &schedule : settings.schedules) {
        const auto since = archive.scheduleSince(schedule.name, nowNs);
        if (!since)
            return since.error();
        if (!schedule.when || *since > nowNs)
            continue;
        for (const auto &window : schedule.when->within({*since, nowNs}, mostRuns)) {
            const QString run = u"%1/%2"_s.arg(schedule.name, base::isoTime(window.startNs));
            if (window.startNs >= *since && window.startNs <= nowNs && !done->contains(run))
                out.push_back({&schedule, window.startNs, run});
        }
    }
    std::ranges::stable_sort(out, {}, &DueReport::atNs);
    return out;
}

base::Status deliverReport(const DueReport &due, const signals::Report &report, const wire::ReportSettings &settings,
                           const wire::PdfFontFiles &fonts, ReportArchive &archive, MailOutbox &outbox, qint64 nowNs)
{
    std::vector<net::MailAttachment> files;
    for (const auto &look : due.schedule->looks) {
        auto bytes = wire::renderReport(report, look, fonts);
        if (!bytes)
            return bytes.error();
        files.push_back(
            {u"%1.%2"_s.arg(report.id, wire::reportFormatName(look.format)), typeOf(look.format), std::move(*bytes)});
    }
    if (const auto issued = archive.issue(report, u"schedule "_s + due.schedule->name); !issued)
        return issued.error();
    if (!due.schedule->folder.isEmpty()) {
        if (!QDir().mkpath(due.schedule->folder))
            return base::makeError(base::ErrorKind::Storage,
                                   u"The folder %1 cannot be made"_s.arg(due.schedule->folder));
        for (const auto &file : files)
            if (const auto written = base::writeFileSafely(due.schedule->folder + u'/' + file.name, file.data);
                !written)
                return written.error();
    }
    if (!due.schedule->to.isEmpty() && settings.mail) {
        net::Mail mail = mailOf(due, report, settings);
        mail.attachments = std::move(files);
        if (const auto put = outbox.put(due.run, mail, nowNs); !put)
            return put.error();
    }
    return archive.noteRun(due.run, report.id);
}

} // namespace wf::engine
