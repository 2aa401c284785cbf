// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QHash>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QString>
#include <QVariant>

#include <functional>
#include <memory>

namespace wf::store {

// Why the last statement failed, in the classes the store can do something about.
enum class Fault { None, Full, Corrupt, Busy, ReadOnly, Io, Other };

struct OpenOptions {
    QString path;
    bool readOnly = false;
    bool durable = true;       // synchronous FULL: nothing acknowledged is lost when the power goes; else NORMAL
    bool shrinkable = false;   // auto_vacuum INCREMENTAL; only counts for a new file
    int pageSize = 4096;       // only counts for a new file
    int pageCacheKiB = 16'384; // most pages this connection keeps in memory
};

class Connection;

// A prepared statement in use. Values are bound in order; text with a NUL inside is refused (SQLite would cut it).
class Statement {
public:
    Statement(Connection &connection, QSqlQuery &query, bool usable);
    ~Statement();
    Statement(const Statement &) = delete;
    Statement &operator=(const Statement &) = delete;

    Statement &bind(qint64 v);
    Statement &bind(int v) { return bind(qint64(v)); }
    Statement &bind(const QString &v);
    Statement &bind(const QByteArray &v);     // null and empty bytes are both stored as empty
    Statement &bindBytes(std::string_view v); // not copied: must live until exec
    Statement &bind(const QVariant &v);       // whatever another row held
    base::Status exec();
    // Calls row() for each row until it returns false.
    base::Status each(const std::function<bool(const Statement &)> &row);

    [[nodiscard]] qint64 integer(int column) const { return m_query.value(column).toLongLong(); }
    [[nodiscard]] QString text(int column) const { return m_query.value(column).toString(); }
    [[nodiscard]] QByteArray blob(int column) const { return m_query.value(column).toByteArray(); }
    [[nodiscard]] QVariant raw(int column) const { return m_query.value(column); }
    [[nodiscard]] bool isNull(int column) const { return m_query.isNull(column); }
    [[nodiscard]] qint64 changed() const { return m_changed; }

private:
    base::Status start();

    Connection &m_connection;
    QSqlQuery &m_query;
    int m_next = 0;
    qint64 m_changed = 0;
    bool m_usable;
    bool m_refused = false;
};

// One SQLite connection with every pragma that matters set and read back. Lives and dies on one thread.
class Connection {
public:
    [[nodiscard]] static base::Result<std::unique_ptr<Connection>> open(const OpenOptions &options,
                                                                        Fault *fault = nullptr);
    // Reads a damaged or foreign file: no journal pragmas, defensive, read-only.
    [[nodiscard]] static base::Result<std::unique_ptr<Connection>> openForRescue(const QString &path);
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    // Prepared once, kept. Do not use the same text twice at the same time.
    [[nodiscard]] Statement prepare(const char *sql);
    // One statement without parameters, whose rows do not matter.
    base::Status run(const QString &sql);
    // Several statements; needs the shared SQLite library. Pragmas that work step by step need this one.
    base::Status script(const char *sql);
    // BEGIN IMMEDIATE … COMMIT; anything but success of `work` rolls back.
    base::Status transaction(const std::function<base::Status()> &work);
    [[nodiscard]] qint64 pragma(const char *name); // -1 when it has no number

    // "ok" or the first complaint.
    [[nodiscard]] QString quickCheck();
    [[nodiscard]] QString integrityCheck();

    [[nodiscard]] Fault fault() const { return m_fault; }
    void clearFault() { m_fault = Fault::None; }
    [[nodiscard]] const QString &path() const { return m_options.path; }
    [[nodiscard]] static QString libraryVersion();

private:
    friend class Statement;
    explicit Connection(OpenOptions options);
    base::Status configure();
    base::Error failed(const QSqlError &error);
    [[nodiscard]] QString check(const char *sql);
    [[nodiscard]] void *handle() const; // sqlite3*, null when QtSql carries a SQLite of its own

    OpenOptions m_options;
    QString m_name;
    QSqlDatabase m_db;
    QHash<QByteArray, std::shared_ptr<QSqlQuery>> m_statements;
    std::shared_ptr<QSqlQuery> m_failedQuery;
    Fault m_fault = Fault::None;
};

} // namespace wf::store
