// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/db/salvage.h"

#include <QCoreApplication>
#include <QFile>
#include <QScopeGuard>
#include <QtEndian>

#include <algorithm>

namespace wf::store {

namespace {

QStringList columnsOf(Connection &connection, const QString &table)
{
    QStringList out;
    const QByteArray sql = QStringLiteral("PRAGMA table_info(\"%1\")").arg(table).toLatin1();
    auto statement = connection.prepare(sql.constData());
    const auto status = statement.each([&](const Statement &row) {
        out << row.text(1);
        return true;
    });
    return status ? out : QStringList();
}

constexpr int mostFailures = 100'000;

class TableRescue {
public:
    TableRescue(Connection &damaged, Connection &fresh, const QString &table, const QStringList &columns)
        : m_damaged(damaged), m_fresh(fresh), m_table(table), m_columns(columns)
    {
        const QString list = QStringLiteral("\"%1\"").arg(columns.join(QStringLiteral("\",\"")));
        QStringList marks;
        for (qsizetype i = 0; i <= columns.size(); ++i)
            marks << QStringLiteral("?");
        m_select = QStringLiteral("SELECT rowid,%1 FROM \"%2\" WHERE rowid BETWEEN ? AND ? ORDER BY rowid")
                       .arg(list, table)
                       .toLatin1();
        m_insert = QStringLiteral("INSERT OR IGNORE INTO \"%1\"(rowid,%2) VALUES(%3)")
                       .arg(table, list, marks.join(QLatin1Char(',')))
                       .toLatin1();
    }

    SalvagedTable run()
    {
        m_report.table = m_table;
        const auto status = m_fresh.transaction([this]() -> base::Status {
            qint64 last = 0;
            const QByteArray bounds = QStringLiteral("SELECT max(rowid) FROM \"%1\"").arg(m_table).toLatin1();
            auto statement = m_damaged.prepare(bounds.constData());
            const auto found = statement.each([&](const Statement &row) {
                last = row.integer(0);
                return true;
            });
            rescue(0, found ? last : qint64(1) << 40);
            return base::Done{};
        });
        if (!status)
            m_report.rescued = 0;
        return m_report;
    }

private:
    // Copies [low, high] up to the first unreadable row; then each half of the rest.
    void rescue(qint64 low, qint64 high)
    {
        // Where even the table's root is gone, halving would go on for ever.
        if (low > high || m_failures > mostFailures)
            return;
        qint64 next = low;
        if (copy(low, high, next) || next > high)
            return;
        ++m_failures;
        if (next == high) {
            ++m_report.lostRanges;
            return;
        }
        const qint64 middle = next + (high - next) / 2;
        rescue(next, middle);
        rescue(middle + 1, high);
    }

    bool copy(qint64 low, qint64 high, qint64 &next)
    {
        auto select = m_damaged.prepare(m_select.constData());
        select.bind(low).bind(high);
        const auto status = select.each([&](const Statement &row) {
            insert(row);
            next = row.integer(0) + 1;
            return true;
        });
        return status.ok();
    }

    void insert(const Statement &row)
    {
        auto statement = m_fresh.prepare(m_insert.constData());
        for (int i = 0; i <= m_columns.size(); ++i)
            statement.bind(row.raw(i));
        if (statement.exec())
            m_report.rescued += statement.changed();
    }

    Connection &m_damaged;
    Connection &m_fresh;
    QString m_table;
    QStringList m_columns;
    QByteArray m_select;
    QByteArray m_insert;
    SalvagedTable m_report;
    int m_failures = 0;
};

} // namespace

QString SalvageReport::toText() const
{
    if (!problem.isEmpty())
        return problem;
    QStringList parts;
    for (const auto &t : tables) {
        QString part = QCoreApplication::translate("wf::store", "%1: %2 rows").arg(t.table).arg(t.rescued);
        if (t.lostRanges)
            part += QCoreApplication::translate("wf::store", ", %1 unreadable").arg(t.lostRanges);
        parts << part;
    }
    return parts.join(QStringLiteral("; "));
}

namespace {

bool isReadable(Connection &connection, const QStringList &tables)
{
    return std::any_of(tables.begin(), tables.end(),
                       [&](const QString &t) { return !columnsOf(connection, t).isEmpty(); });
}

// A copy of the damaged file whose first page, the one with the header and the list of tables, is that of the fresh
// one: both were made by the same steps, so their tables begin on the same pages. Layout:
// sqlite.org/fileformat2.html 1.3.
bool graftFirstPage(const QString &damagedPath, Connection &fresh, const QString &copyPath)
{
    QFile::remove(copyPath);
    if (!fresh.run(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)")) || !QFile::copy(damagedPath, copyPath))
        return false;
    QFile::copy(damagedPath + QStringLiteral("-wal"), copyPath + QStringLiteral("-wal"));
    QFile source(fresh.path());
    QFile copy(copyPath);
    const qint64 pageSize = fresh.pragma("page_size");
    if (pageSize < 512 || !source.open(QIODevice::ReadOnly) || !copy.open(QIODevice::ReadWrite))
        return false;
    QByteArray page = source.read(pageSize);
    if (page.size() != pageSize)
        return false;
    qToBigEndian(static_cast<quint32>(copy.size() / pageSize), page.data() + 28); // pages in the file
    qToBigEndian<quint64>(0, page.data() + 32);                                   // no list of free pages
    qToBigEndian(qFromBigEndian<quint32>(page.constData() + 24),
                 page.data() + 92); // the number of pages is to be believed
    return copy.write(page) == pageSize;
}

} // namespace

SalvageReport salvage(const QString &damagedPath, Connection &fresh, const QStringList &tables)
{
    SalvageReport report;
    const QString copyPath = damagedPath + QStringLiteral(".graft");
    auto damaged = Connection::openForRescue(damagedPath);
    if ((!damaged || !isReadable(**damaged, tables)) && graftFirstPage(damagedPath, fresh, copyPath))
        damaged = Connection::openForRescue(copyPath);
    const auto tidy = qScopeGuard([&] {
        damaged = base::makeError(base::ErrorKind::Storage, {}); // closes it
        for (const char *suffix : {"", "-wal", "-shm"})
            QFile::remove(copyPath + QLatin1String(suffix));
    });
    if (!damaged) {
        report.problem = damaged.error().summary + QStringLiteral(": ") + damaged.error().detail;
        return report;
    }
    for (const auto &table : tables) {
        const QStringList here = columnsOf(fresh, table);
        QStringList both;
        for (const auto &column : columnsOf(**damaged, table))
            if (here.contains(column))
                both << column;
        if (both.isEmpty())
            report.tables.push_back({table, 0, 1});
        else
            report.tables.push_back(TableRescue(**damaged, fresh, table, both).run());
    }
    return report;
}

} // namespace wf::store
