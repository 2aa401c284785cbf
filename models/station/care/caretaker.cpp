// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/care/caretaker.h"

#include <QDateTime>
#include <QDir>

namespace wf::station {

namespace {

QString nameAt(qint64 ns)
{
    return QDateTime::fromMSecsSinceEpoch(ns / base::nsPerMs, Qt::UTC).toString(QStringLiteral("yyyyMMdd'T'HHmmss'Z'"));
}

// Makes a backup and compares it. On the pool.
base::Result<BackupNote> backUpInto(const QString &folder, StoreKeeping &keeping, const base::Clock &clock,
                                    std::stop_token stop)
{
    const qint64 now = clock.nowNs();
    if (!QDir().mkpath(folder))
        return base::makeError(base::ErrorKind::Storage, Caretaker::tr("%1 cannot be made.").arg(folder),
                               Caretaker::tr("Name another folder as backup.folder in station.yaml."));
    const auto report = keeping.backUp(QDir(folder).filePath(nameAt(now)));
    if (!report)
        return report.error();
    BackupNote note{report->path, report->files, report->bytes, report->madeNs, 0, 0};
    const auto verified = keeping.verify(report->path, stop);
    if (!verified)
        return verified.error();
    note.verifiedNs = clock.nowNs();
    note.damaged = static_cast<qint64>(verified->damaged.size());
    return note;
}

} // namespace

BackupSettings readBackupSettings(const ConfigSection &section, const QString &stationFolder)
{
    BackupSettings out;
    const QString folder = section.text("folder");
    out.folder = QDir::cleanPath(
        QDir(stationFolder).absoluteFilePath(folder.startsWith(u'/') ? folder : QStringLiteral("../backups")));
    if (!folder.isEmpty() && !folder.startsWith(u'/'))
        section.problem("folder", Caretaker::tr("%1 does not begin with /").arg(folder),
                        Caretaker::tr("%1 is used").arg(out.folder));
    section.finish();
    return out;
}

Caretaker::Caretaker(std::shared_ptr<const StationStores> stores, const base::Clock &clock, QThreadPool &pool,
                     QObject *parent)
    : QObject(parent),
      m_keeping(std::make_shared<StoreKeeping>(stores, clock)),
      m_stores(std::move(stores)),
      m_clock(clock),
      m_pool(pool)
{
    CareState state;
    for (const char *kind : {"series", "logs", "spans"})
        state.policies.emplace(QString::fromLatin1(kind), store::RetentionPolicy());
    state.backupFolder = QDir::cleanPath(QDir(m_stores->directory()).absoluteFilePath(QStringLiteral("../backups")));
    m_state = std::make_shared<const CareState>(std::move(state));
}

void Caretaker::change(const std::function<void(CareState &)> &how)
{
    CareState next = *m_state;
    how(next);
    m_state = std::make_shared<const CareState>(std::move(next));
}

void Caretaker::setPolicies(const store::RetentionPolicies &policies)
{
    change([&](CareState &state) { state.policies = policies; });
}

void Caretaker::setBackups(const BackupSettings &settings)
{
    change([&](CareState &state) { state.backupFolder = settings.folder; });
}

void Caretaker::look()
{
    if (std::exchange(m_isLooking, true))
        return;
    struct Seen {
        base::Result<std::vector<KeptSignal>> kept;
        std::vector<BackupNote> backups;
    };
    m_jobs.run(
        m_pool,
        [keeping = m_keeping, directory = m_stores->directory(), policies = m_state->policies](std::stop_token stop) {
            serveCareRequest(directory, *keeping, policies, stop);
            return Seen{keeping->kept(), readBackupLog(directory)};
        },
        [this](Seen seen) {
            m_isLooking = false;
            change([&](CareState &state) {
                if (seen.kept)
                    state.kept = std::move(seen.kept).value();
                state.backups = std::move(seen.backups);
                state.asOfNs = m_clock.nowNs();
            });
        });
}

void Caretaker::letGo()
{
    m_jobs.run(
        m_pool,
        [keeping = m_keeping, policies = m_state->policies](std::stop_token stop) {
            return keeping->apply(policies, stop);
        },
        [this](base::Result<store::RetentionReport> report) {
            if (!report)
                Q_EMIT failed(report.error());
            else if (!report->failed.empty())
                Q_EMIT failed(report->failed.front().second);
        });
}

void Caretaker::backUp(std::function<void(base::Result<BackupNote>)> done)
{
    const bool isBusy = m_state->isBackingUp;
    change([](CareState &state) { state.isBackingUp = true; });
    m_jobs.run(
        m_pool,
        [isBusy, keeping = m_keeping, folder = m_state->backupFolder,
         &clock = m_clock](std::stop_token stop) -> base::Result<BackupNote> {
            if (isBusy)
                return base::makeError(base::ErrorKind::Invalid, tr("A backup is being made already."),
                                       tr("Wait until it is done."));
            return backUpInto(folder, *keeping, clock, stop);
        },
        [this, isBusy, done = std::move(done)](base::Result<BackupNote> note) {
            change([&](CareState &state) {
                state.isBackingUp = state.isBackingUp && isBusy;
                if (note)
                    state.backups.insert(state.backups.begin(), *note);
            });
            done(std::move(note));
        });
}

} // namespace wf::station
