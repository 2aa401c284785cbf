// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/base/result.h"
#include "models/signals/report/report.h"

#include <memory>
#include <vector>

namespace wf::store {
class AuditTrail;
}

namespace wf::engine {

struct IssuedReport {
    QString id;
    QString agreement;
    QString customer;
    QString title;
    QString sha256; // of the report as JSON
    QString by;
    QString reason; // may be empty
    qint64 atNs = 0;
};

// Reports that were issued: reports.db, an audit chain that only grows, and beside it every report as it was, named by
// its hash. Nothing is changed or removed. Thread-safe; calls block until the disk has it. Several processes may share
// it. Errors: Invalid, NotFound, Storage (also: somebody changed what was kept).
class ReportArchive {
public:
    [[nodiscard]] static base::Result<std::unique_ptr<ReportArchive>> open(const QString &folder,
                                                                           const base::Clock &clock);
    ~ReportArchive();
    ReportArchive(const ReportArchive &) = delete;
    ReportArchive &operator=(const ReportArchive &) = delete;

    // Issuing the same report again changes nothing and gives what is there. A reason may be given.
    [[nodiscard]] base::Result<IssuedReport> issue(const signals::Report &report, const QString &by,
                                                   const QString &reason = {});
    [[nodiscard]] base::Result<std::vector<IssuedReport>> issued() const; // oldest first
    [[nodiscard]] base::Result<signals::Report> load(const QString &sha256) const;

    // Runs of schedules: each has a name of its own, and is noted once it is done.
    [[nodiscard]] base::Result<QStringList> runsDone() const;
    [[nodiscard]] base::Status noteRun(const QString &run, const QString &what);
    // When a schedule was first seen; noted the first time it is asked. Occurrences before that are not due.
    [[nodiscard]] base::Result<qint64> scheduleSince(const QString &schedule, qint64 nowNs);
    [[nodiscard]] const QString &folder() const { return m_folder; }

    // A copy as of now in an empty folder: the book with its key, every report, and the mails that wait beside it.
    [[nodiscard]] base::Status backup(const QString &folder) const;
    // Puts a backup into an archive that nobody has open. What is there and the backup lacks stays; Invalid when the
    // book there knows more than the backup, or when something of the backup was changed: then nothing is written.
    [[nodiscard]] static base::Status restore(const QString &backup, const QString &folder, const base::Clock &clock);

private:
    ReportArchive(QString folder, std::unique_ptr<store::AuditTrail> trail);

    QString m_folder;
    std::unique_ptr<store::AuditTrail> m_trail;
};

} // namespace wf::engine
