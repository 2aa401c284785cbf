// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/db/connection.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSqlDriver>
#include <QSqlError>

#include <atomic>
#include <vector>

#include <sqlite3.h>

namespace wf::store {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::store", text);
}

Fault faultOf(const QSqlError &error)
{
    bool isNumber = false;
    const int code = error.nativeErrorCode().toInt(&isNumber) & 0xFF;
    if (!isNumber)
        return Fault::Other;
    switch (code) {
    case SQLITE_FULL:
        return Fault::Full;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return Fault::Corrupt;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return Fault::Busy;
    case SQLITE_READONLY:
        return Fault::ReadOnly;
    case SQLITE_IOERR:
        return Fault::Io;
    default:
        return Fault::Other;
    }
}

QString summaryOf(Fault fault, const QString &path)
{
    const QString file = QFileInfo(path).fileName();
    switch (fault) {
    case Fault::Full:
        return tr("The disk is full: nothing was written to %1").arg(file);
    case Fault::Corrupt:
        return tr("%1 is damaged").arg(file);
    case Fault::Busy:
        return tr("%1 is in use by another program").arg(file);
    case Fault::ReadOnly:
        return tr("%1 cannot be written").arg(file);
    case Fault::Io:
        return tr("The disk failed while working on %1").arg(file);
    default:
        return tr("%1 refused a statement").arg(file);
    }
}

} // namespace

// --- Statement

Statement::Statement(Connection &connection, QSqlQuery &query, bool usable)
    : m_connection(connection), m_query(query), m_usable(usable)
{
}

Statement::~Statement()
{
    m_query.finish(); // a SELECT left half-way keeps the WAL from being cut
}

Statement &Statement::bind(qint64 v)
{
    m_query.bindValue(m_next++, v);
    return *this;
}

Statement &Statement::bind(const QString &v)
{
    m_refused |= v.contains(QChar(u'\0'));
    m_query.bindValue(m_next++, v.isNull() ? QString(QLatin1String("")) : v);
    return *this;
}

Statement &Statement::bind(const QByteArray &v)
{
    m_query.bindValue(m_next++, v.isNull() ? QByteArray("") : v);
    return *this;
}

Statement &Statement::bindBytes(std::string_view v)
{
    return bind(v.empty() ? QByteArray("") : QByteArray::fromRawData(v.data(), static_cast<qsizetype>(v.size())));
}

Statement &Statement::bind(const QVariant &v)
{
    m_query.bindValue(m_next++, v);
    return *this;
}

base::Status Statement::start()
{
    if (m_refused)
        return base::makeError(base::ErrorKind::Invalid, tr("Text with a NUL character cannot be stored"));
    if (!m_usable || !m_query.exec())
        return m_connection.failed(m_query.lastError());
    return base::Done{};
}

base::Status Statement::exec()
{
    auto status = start();
    if (status)
        m_changed = m_query.numRowsAffected();
    m_query.finish();
    m_next = 0;
    return status;
}

base::Status Statement::each(const std::function<bool(const Statement &)> &row)
{
    auto status = start();
    if (!status)
        return status;
    while (m_query.next())
        if (!row(*this))
            break;
    const QSqlError error = m_query.lastError();
    m_query.finish();
    m_next = 0;
    if (error.isValid())
        return m_connection.failed(error);
    return status;
}

// --- Connection

Connection::Connection(OpenOptions options) : m_options(std::move(options))
{
    static std::atomic<int> counter{0};
    m_name = QStringLiteral("wf-store-%1").arg(++counter);
    m_db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name);
    m_db.setDatabaseName(m_options.path);
    m_db.setConnectOptions(m_options.readOnly ? QStringLiteral("QSQLITE_OPEN_READONLY;QSQLITE_BUSY_TIMEOUT=5000")
                                              : QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000"));
}

Connection::~Connection()
{
    m_statements.clear();
    m_failedQuery.reset();
    m_db.close();
    m_db = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_name);
}

base::Result<std::unique_ptr<Connection>> Connection::open(const OpenOptions &options, Fault *fault)
{
    std::unique_ptr<Connection> connection(new Connection(options));
    base::Status status = base::Done{};
    if (!connection->m_db.open())
        status = connection->failed(connection->m_db.lastError());
    else
        status = connection->configure();
    if (fault)
        *fault = connection->fault();
    if (!status)
        return status.error();
    return connection;
}

base::Result<std::unique_ptr<Connection>> Connection::openForRescue(const QString &path)
{
    OpenOptions options;
    options.path = path;
    std::unique_ptr<Connection> connection(new Connection(options));
    if (!connection->m_db.open())
        return connection->failed(connection->m_db.lastError());
    for (const char *pragma : {"PRAGMA trusted_schema=OFF", "PRAGMA query_only=ON"})
        if (auto status = connection->run(QLatin1String(pragma)); !status)
            return status.error();
    return connection;
}

void *Connection::handle() const
{
    // A Qt built with its own SQLite has its own structures: ours must not touch them.
    static const bool shared = [this] {
        QSqlQuery query(m_db);
        return query.exec(QStringLiteral("SELECT sqlite_source_id()")) && query.next() &&
               query.value(0).toString() == QLatin1String(sqlite3_sourceid());
    }();
    const QVariant v = m_db.driver()->handle();
    if (!shared || !v.isValid() || qstrcmp(v.typeName(), "sqlite3*") != 0)
        return nullptr;
    return *static_cast<sqlite3 *const *>(v.constData());
}

base::Status Connection::configure()
{
    struct Pragma {
        const char *name;
        QString value;
        qint64 expected; // -1: not read back
    };
    std::vector<Pragma> pragmas;
    if (!m_options.readOnly) {
        pragmas.push_back({"page_size", QString::number(m_options.pageSize), -1});
        if (m_options.shrinkable)
            pragmas.push_back({"auto_vacuum", QStringLiteral("INCREMENTAL"), -1});
        pragmas.push_back({"journal_mode", QStringLiteral("WAL"), -1});
        pragmas.push_back({"journal_size_limit", QStringLiteral("33554432"), 33554432});
        // A ledger's log stays short, so that the reserve lasts on a full disk.
        const int checkpointPages = m_options.durable ? 256 : 1000;
        pragmas.push_back({"wal_autocheckpoint", QString::number(checkpointPages), checkpointPages});
        pragmas.push_back({"secure_delete", m_options.durable ? QStringLiteral("ON") : QStringLiteral("OFF"), -1});
    }
    pragmas.push_back({"synchronous", m_options.durable ? QStringLiteral("FULL") : QStringLiteral("NORMAL"),
                       m_options.durable ? 2 : 1});
    pragmas.push_back({"busy_timeout", QStringLiteral("5000"), 5000});
    pragmas.push_back({"foreign_keys", QStringLiteral("ON"), 1});
    pragmas.push_back({"trusted_schema", QStringLiteral("OFF"), 0});
    pragmas.push_back({"cell_size_check", QStringLiteral("ON"), 1});
    pragmas.push_back({"temp_store", QStringLiteral("MEMORY"), 2});
    pragmas.push_back({"cache_size", QString::number(-m_options.pageCacheKiB), -m_options.pageCacheKiB});
    for (const auto &p : pragmas) {
        if (auto status = run(QStringLiteral("PRAGMA %1=%2").arg(QLatin1String(p.name), p.value)); !status)
            return status;
        if (p.expected != -1 && pragma(p.name) != p.expected)
            return base::makeError(base::ErrorKind::Storage,
                                   tr("%1 did not accept a setting").arg(QFileInfo(path()).fileName()),
                                   QString::fromLatin1(p.name));
    }
    QString journal;
    auto status = prepare("PRAGMA journal_mode").each([&](const Statement &row) {
        journal = row.text(0);
        return true;
    });
    if (status && journal != QLatin1String("wal"))
        return base::makeError(base::ErrorKind::Storage,
                               tr("%1 cannot use a write-ahead log").arg(QFileInfo(path()).fileName()), journal);
    if (auto *db = static_cast<sqlite3 *>(handle())) {
        sqlite3_limit(db, SQLITE_LIMIT_SQL_LENGTH, 100'000);
        sqlite3_limit(db, SQLITE_LIMIT_EXPR_DEPTH, 100);
        sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 1); // VACUUM INTO needs one
        sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    }
    return status;
}

Statement Connection::prepare(const char *sql)
{
    auto &slot = m_statements[QByteArray(sql)];
    bool usable = true;
    if (!slot) {
        auto query = std::make_shared<QSqlQuery>(m_db);
        query->setForwardOnly(true);
        usable = query->prepare(QString::fromLatin1(sql));
        slot = std::move(query);
    }
    auto query = slot;
    if (!usable) {
        // Not kept, so that it is tried anew; kept alive by m_failedQuery until the next failure.
        failed(query->lastError());
        m_failedQuery = query;
        m_statements.remove(QByteArray(sql));
    }
    return Statement(*this, *query, usable);
}

base::Status Connection::run(const QString &sql)
{
    QSqlQuery query(m_db);
    query.setForwardOnly(true);
    if (!query.exec(sql))
        return failed(query.lastError());
    return base::Done{};
}

base::Status Connection::script(const char *sql)
{
    auto *db = static_cast<sqlite3 *>(handle());
    if (!db)
        return base::makeError(base::ErrorKind::Unsupported, tr("This Qt carries a SQLite of its own"));
    if (sqlite3_exec(db, sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
        return failed(QSqlError(QString(), QString::fromUtf8(sqlite3_errmsg(db)), QSqlError::StatementError,
                                QString::number(sqlite3_errcode(db))));
    }
    return base::Done{};
}

base::Status Connection::transaction(const std::function<base::Status()> &work)
{
    m_fault = Fault::None;
    if (auto status = run(QStringLiteral("BEGIN IMMEDIATE")); !status)
        return status;
    auto status = work();
    if (status)
        status = run(QStringLiteral("COMMIT"));
    if (!status) {
        const Fault fault = m_fault;
        QSqlQuery(m_db).exec(QStringLiteral("ROLLBACK")); // fails when SQLite has already rolled back
        m_fault = fault;
    }
    return status;
}

qint64 Connection::pragma(const char *name)
{
    QSqlQuery query(m_db);
    bool isNumber = false;
    const qint64 value = query.exec(QStringLiteral("PRAGMA %1").arg(QLatin1String(name))) && query.next()
                             ? query.value(0).toLongLong(&isNumber)
                             : -1;
    return isNumber ? value : -1;
}

QString Connection::check(const char *sql)
{
    QString verdict;
    const auto status = prepare(sql).each([&](const Statement &row) {
        verdict = row.text(0);
        return false;
    });
    return status ? verdict : status.error().summary + QStringLiteral(": ") + status.error().detail;
}

QString Connection::quickCheck()
{
    return check("PRAGMA quick_check(1)");
}

QString Connection::integrityCheck()
{
    return check("PRAGMA integrity_check(1)");
}

QString Connection::libraryVersion()
{
    return QString::fromLatin1(sqlite3_libversion());
}

base::Error Connection::failed(const QSqlError &error)
{
    m_fault = faultOf(error);
    return base::makeError(base::ErrorKind::Storage, summaryOf(m_fault, path()),
                           error.databaseText().isEmpty() ? error.driverText() : error.databaseText());
}

} // namespace wf::store
