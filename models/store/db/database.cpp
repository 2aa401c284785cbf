// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/db/database.h"

#include "models/store/db/files.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace wf::store {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::store", text);
}

} // namespace

Database::Database(DatabaseSpec spec, Courier &courier, const base::Clock &clock)
    : m_spec(std::move(spec)),
      m_courier(courier),
      m_clock(clock),
      m_openError(base::makeError(base::ErrorKind::Storage, tr("The store is not open yet"))),
      m_writer(std::make_unique<Lane>("store-write")),
      m_reader(std::make_unique<Lane>("store-read"))
{
}

Database::~Database()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_isOpen = true; // nobody waits for an opening that never comes
    }
    m_opened.notify_all();
    // Connections must die on their threads; the last one to close checkpoints the WAL.
    m_reader->post([this] { m_readConnection.reset(); });
    m_reader.reset();
    m_writer->post([this] { m_connection.reset(); });
    m_writer.reset();
}

void Database::open(bool readOnly, bool check, std::function<void(base::Result<int>)> opened)
{
    m_readOnly = readOnly;
    auto job = [this, check, opened = std::move(opened)] {
        base::Result<int> result = 0;
        if (m_readOnly) {
            m_openError =
                base::makeError(base::ErrorKind::Storage,
                                tr("Another Watchfloor on this computer is using this folder; this one only reads"),
                                tr("Do it in that one, or close it and try again."));
        } else {
            result = openWriter(check);
            if (!result)
                m_openError = result.error();
        }
        {
            const std::scoped_lock lock(m_mutex);
            m_isOpen = true;
        }
        m_opened.notify_all();
        if (opened)
            m_courier.deliver([opened, result] { opened(result); });
    };
    m_writer->post(std::move(job), Lane::Order::Urgent); // nothing urgent may overtake it
}

void Database::refuse(const base::Error &error)
{
    const std::scoped_lock lock(m_mutex);
    m_openError = error; // before any job was posted
    m_isOpen = true;
    m_refused = true;
}

base::Result<int> Database::openWriter(bool check)
{
    Fault fault = Fault::None;
    auto result = openFile(check, fault);
    if (result)
        if (auto status = ready(fault); !status)
            result = status.error();
    if (result)
        return result;
    const bool begins = m_spec.salvageTables.isEmpty() && result.error().kind == base::ErrorKind::Unsupported;
    if (fault == Fault::Corrupt || begins)
        return replaceDamaged(result.error().detail);
    if (fault == Fault::Full && m_spec.ballast && m_spec.ballast->release()) {
        say(NoticeKind::DiskFull, tr("The disk is full"), tr("The reserve was given up so that the ledger can go on."));
        result = openFile(false, fault);
        if (result)
            if (auto status = ready(fault); !status)
                return status.error();
    }
    return result;
}

base::Result<int> Database::openFile(bool check, Fault &fault)
{
    fault = Fault::None;
    if (auto status = ensurePrivateFile(m_spec.file.path); !status)
        return status.error();
    auto connection = Connection::open(m_spec.file, &fault);
    if (!connection)
        return connection.error();
    if (check) {
        if (const QString verdict = (*connection)->quickCheck(); verdict != QLatin1String("ok")) {
            fault = Fault::Corrupt;
            return base::makeError(base::ErrorKind::Storage, tr("%1 is damaged").arg(QFileInfo(path()).fileName()),
                                   verdict);
        }
    }
    const bool precious = !m_spec.salvageTables.isEmpty();
    auto version = migrate(**connection, m_spec.migrations, [&](int from) -> base::Status {
        if (!precious)
            return base::Done{};
        const QString copy = path() + QStringLiteral(".before-v%1").arg(from + 1);
        QFile::remove(copy);
        return (*connection)
            ->run(QStringLiteral("VACUUM INTO '%1'").arg(QString(copy).replace(u'\'', QStringLiteral("''"))));
    });
    if (!version) {
        fault = (*connection)->fault();
        return version;
    }
    m_connection = std::move(connection).value();
    return version;
}

base::Status Database::ready(Fault &fault)
{
    if (!m_spec.afterOpen)
        return base::Done{};
    auto status = m_connection->transaction([this] { return m_spec.afterOpen(*m_connection); });
    if (!status) {
        fault = m_connection->fault();
        m_connection.reset();
    }
    return status;
}

base::Result<int> Database::replaceDamaged(const QString &why)
{
    m_connection.reset();
    const auto aside = setAside(path(), m_clock.nowNs());
    if (!aside)
        return aside.error();
    ++m_generation;
    Fault fault = Fault::None;
    auto result = openFile(false, fault);
    if (!result)
        return result;
    const QString name = QFileInfo(path()).fileName();
    if (m_spec.salvageTables.isEmpty()) {
        if (auto status = ready(fault); !status)
            return status.error();
        say(NoticeKind::CacheRebuilt, tr("%1 was damaged and has been begun anew").arg(name), why, *aside);
        return result;
    }
    SalvageReport report = salvage(*aside, *m_connection, m_spec.salvageTables);
    for (const auto &backup : m_spec.salvageAlsoFrom) {
        if (!QFileInfo::exists(backup))
            continue;
        const auto more = salvage(backup, *m_connection, m_spec.salvageTables);
        for (std::size_t i = 0; i < more.tables.size() && i < report.tables.size(); ++i)
            report.tables[i].rescued += more.tables[i].rescued;
        if (report.tables.empty()) {
            report.tables = more.tables;
            report.problem.clear();
        }
    }
    if (auto status = ready(fault); !status)
        return status.error();
    if (m_spec.afterSalvage)
        m_spec.afterSalvage(*m_connection, *aside, report);
    say(NoticeKind::LedgerSalvaged, tr("%1 was damaged; what could be read was rescued").arg(name),
        report.toText() + QStringLiteral(" (") + why + QLatin1Char(')'), *aside);
    return result;
}

// Whoever comes first takes the others along; those find nothing left to do.
void Database::writeWaiting()
{
    std::vector<Waiting> group;
    {
        const std::scoped_lock lock(m_waitingMutex);
        const auto end = m_waiting.begin() + static_cast<std::ptrdiff_t>(std::min(m_waiting.size(), mostTogether));
        group.assign(std::make_move_iterator(m_waiting.begin()), std::make_move_iterator(end));
        m_waiting.erase(m_waiting.begin(), end);
        m_first = std::max<std::ptrdiff_t>(0, m_first - static_cast<std::ptrdiff_t>(group.size()));
    }
    const bool isWritten = group.size() > 1 && writeTogether(group);
    for (const auto &one : group) {
        if (!isWritten)
            one.alone();
        one.answer();
    }
}

// True when all of it stands, but for what failed for reasons of its own and was undone.
bool Database::writeTogether(const std::vector<Waiting> &group)
{
    if (m_paused || !m_connection)
        return false;
    const auto status = m_connection->transaction([&]() -> base::Status {
        for (const auto &one : group) {
            m_connection->clearFault();
            if (auto begun = m_connection->run(QStringLiteral("SAVEPOINT one")); !begun)
                return begun;
            if (!one.inGroup(*m_connection)) {
                const Fault fault = m_connection->fault();
                if (fault != Fault::None && fault != Fault::Other)
                    return base::Error{}; // each for itself: there may be a remedy
                if (auto undone = m_connection->run(QStringLiteral("ROLLBACK TO one")); !undone)
                    return undone;
            }
            if (auto done = m_connection->run(QStringLiteral("RELEASE one")); !done)
                return done;
        }
        return base::Done{};
    });
    if (status)
        wroteWell();
    return status.ok();
}

base::Error Database::pausedError()
{
    return base::makeError(base::ErrorKind::Storage, tr("The disk is nearly full: nothing more is cached"));
}

base::Status Database::readyToRead()
{
    {
        std::unique_lock lock(m_mutex);
        m_opened.wait(lock, [this] { return m_isOpen; });
        if (m_refused)
            return m_openError;
    }
    const int generation = m_generation;
    if (m_readConnection && m_readGeneration == generation)
        return base::Done{};
    m_readConnection.reset();
    OpenOptions options = m_spec.file;
    options.readOnly = true;
    auto connection = Connection::open(options);
    if (!connection)
        return connection.error();
    const qint64 version = (*connection)->pragma("user_version");
    if (version != static_cast<qint64>(m_spec.migrations.size()))
        return base::makeError(base::ErrorKind::Unsupported,
                               tr("%1 has another schema").arg(QFileInfo(path()).fileName()), QString::number(version));
    m_readConnection = std::move(connection).value();
    m_readGeneration = generation;
    return base::Done{};
}

void Database::readFailed()
{
    if (m_readConnection->fault() != Fault::Corrupt || m_readOnly)
        return;
    // Reading found damage. Only the writer may judge and replace the file.
    m_writer->post([this, seen = m_readGeneration] {
        if (!m_connection || m_generation != seen)
            return;
        if (const QString verdict = m_connection->quickCheck(); verdict != QLatin1String("ok"))
            if (auto result = replaceDamaged(verdict); !result)
                m_openError = result.error();
    });
}

bool Database::remedy(int attempt)
{
    switch (m_connection->fault()) {
    case Fault::Full:
        if (m_spec.ballast && m_spec.ballast->release()) {
            m_diskFull = true;
            say(NoticeKind::DiskFull, tr("The disk is full"),
                tr("The reserve was given up so that the ledger can go on."));
            return true;
        }
        if (!m_diskFull)
            say(NoticeKind::DiskFull, tr("The disk is full"),
                tr("%1 cannot be written. Nothing that was saved is lost.").arg(QFileInfo(path()).fileName()));
        m_diskFull = true;
        return false;
    case Fault::Corrupt:
        if (attempt == 0) {
            auto result = replaceDamaged(tr("found while writing"));
            if (!result) {
                m_openError = result.error();
                say(NoticeKind::Failed, result.error().summary, result.error().detail);
            }
            return result.ok();
        }
        return false;
    default:
        return false;
    }
}

void Database::wroteWell()
{
    // Room again? Only the return of the reserve says so; without one, a write that works.
    if (m_diskFull && (!m_spec.ballast || m_spec.ballast->exists())) {
        m_diskFull = false;
        say(NoticeKind::DiskOk, tr("There is room on the disk again"));
    }
}

void Database::say(NoticeKind kind, const QString &summary, const QString &detail, const QString &path)
{
    if (m_spec.notice)
        m_spec.notice({kind, summary, detail, path, m_clock.nowNs()});
}

} // namespace wf::store
