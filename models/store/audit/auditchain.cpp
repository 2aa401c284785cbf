// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/audit/auditchain.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QMessageAuthenticationCode>
#include <QtEndian>

namespace wf::store {

namespace {

class Mac {
public:
    explicit Mac(const QByteArray &key) : m_mac(QCryptographicHash::Sha256, key) {}
    Mac &add(qint64 v)
    {
        const qint64 wire = qToLittleEndian(v);
        m_mac.addData(reinterpret_cast<const char *>(&wire), sizeof wire);
        return *this;
    }
    Mac &add(const QByteArray &v)
    {
        add(qint64(v.size()));
        m_mac.addData(v);
        return *this;
    }
    Mac &add(const QString &v) { return add(v.toUtf8()); }
    [[nodiscard]] QByteArray result() const { return m_mac.result(); }

private:
    QMessageAuthenticationCode m_mac;
};

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::store", text);
}

} // namespace

QByteArray AuditChain::seal(const QByteArray &prev, const AuditRecord &r, const QString &detail) const
{
    return Mac(m_key)
        .add(prev)
        .add(r.seq)
        .add(r.timeNs)
        .add(r.note.actor)
        .add(r.note.action)
        .add(r.note.subject)
        .add(detail)
        .result();
}

QByteArray AuditChain::sealHead(qint64 seq, const QByteArray &hash) const
{
    return Mac(m_key).add(QByteArray("head")).add(seq).add(hash).result();
}

base::Result<AuditChain::Head> AuditChain::head(Connection &connection) const
{
    Head head;
    const auto status =
        connection.prepare("SELECT seq, hash, mac FROM audit_head WHERE id=1").each([&](const Statement &row) {
            head.seq = row.integer(0);
            head.hash = row.blob(1);
            head.present = true;
            head.genuine = row.blob(2) == sealHead(head.seq, head.hash);
            return true;
        });
    if (!status)
        return status.error();
    return head;
}

base::Result<AuditRecord> AuditChain::append(Connection &connection, const AuditNote &note, qint64 nowNs) const
{
    const auto before = head(connection);
    if (!before)
        return before.error();
    AuditRecord record;
    record.seq = before->seq + 1;
    record.timeNs = nowNs;
    record.note = note;
    const QString detail = QString::fromUtf8(QJsonDocument(note.detail).toJson(QJsonDocument::Compact));
    record.hash = seal(before->hash, record, detail);
    auto status = connection
                      .prepare("INSERT INTO audit(seq, time_ns, actor, action, subject, detail, prev, hash) "
                               "VALUES(?,?,?,?,?,?,?,?)")
                      .bind(record.seq)
                      .bind(nowNs)
                      .bind(note.actor)
                      .bind(note.action)
                      .bind(note.subject)
                      .bind(detail)
                      .bind(before->hash)
                      .bind(record.hash)
                      .exec();
    if (status)
        status = saveHead(connection, record.seq, record.hash);
    if (!status)
        return status.error();
    return record;
}

base::Status AuditChain::saveHead(Connection &connection, qint64 seq, const QByteArray &hash) const
{
    return connection.prepare("INSERT OR REPLACE INTO audit_head(id, seq, hash, mac) VALUES(1,?,?,?)")
        .bind(seq)
        .bind(hash)
        .bind(sealHead(seq, hash))
        .exec();
}

base::Result<AuditRecord> AuditChain::appendSalvage(Connection &connection, const AuditNote &note, qint64 nowNs) const
{
    const auto before = head(connection);
    if (!before)
        return before.error();
    qint64 last = 0;
    QByteArray hash;
    auto status =
        connection.prepare("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1").each([&](const Statement &row) {
            last = row.integer(0);
            hash = row.blob(1);
            return true;
        });
    if (status && last > before->seq)
        status = saveHead(connection, last, hash);
    if (!status)
        return status.error();
    return append(connection, note, nowNs);
}

base::Status AuditChain::begin(Connection &connection, qint64 nowNs) const
{
    const auto before = head(connection);
    if (!before)
        return before.error();
    if (before->present)
        return base::Done{};
    // A head that is gone although records are there is for verify() to report, not for us to heal.
    qint64 records = 0;
    auto status = connection.prepare("SELECT count(*) FROM audit").each([&](const Statement &row) {
        records = row.integer(0);
        return true;
    });
    if (!status || records > 0)
        return status;
    const auto first =
        append(connection, {QStringLiteral("watchfloor"), QStringLiteral("ledger.created"), {}, {}}, nowNs);
    if (!first)
        return first.error();
    return base::Done{};
}

base::Result<AuditReport> AuditChain::verify(Connection &connection) const
{
    if (auto status = connection.run(QStringLiteral("BEGIN")); !status)
        return status.error();
    auto report = walk(connection);
    if (auto status = connection.run(QStringLiteral("COMMIT")); !status)
        return status.error();
    return report;
}

base::Result<AuditReport> AuditChain::walk(Connection &connection) const
{
    AuditReport report;
    const auto end = head(connection);
    if (!end)
        return end.error();
    const auto complain = [&report](qint64 seq, const QString &text) {
        if (report.firstBadSeq == 0) {
            report.firstBadSeq = seq;
            report.problem = text;
        }
    };
    QByteArray prev;
    qint64 last = 0;
    const auto status =
        connection.prepare("SELECT seq, time_ns, actor, action, subject, detail, prev, hash FROM audit ORDER BY seq")
            .each([&](const Statement &row) {
                AuditRecord r;
                r.seq = row.integer(0);
                r.timeNs = row.integer(1);
                r.note = {row.text(2), row.text(3), row.text(4), {}};
                r.hash = row.blob(7);
                ++report.records;
                if (r.seq != last + 1)
                    complain(last + 1, tr("Record %1 is missing").arg(last + 1));
                const bool sealed = seal(row.blob(6), r, row.text(5)) == r.hash;
                if (!sealed)
                    complain(r.seq, tr("Record %1 was changed").arg(r.seq));
                else if (row.blob(6) != prev && r.note.action != salvaged)
                    complain(r.seq, tr("Record %1 does not follow the one before it").arg(r.seq));
                if (sealed && r.note.action == salvaged && report.firstBadSeq != 0) {
                    report.knownDamage = report.problem;
                    report.problem.clear();
                    report.firstBadSeq = 0;
                }
                prev = r.hash;
                last = r.seq;
                return true;
            });
    if (!status)
        return status.error();
    if (!end->present)
        complain(last + 1, tr("The end of the trail is missing"));
    else if (!end->genuine)
        complain(last, tr("The end of the trail was changed"));
    else if (end->seq > last)
        complain(last + 1,
                 tr("The trail was cut off after record %1; %2 records are missing").arg(last).arg(end->seq - last));
    else if (end->seq != last || end->hash != prev)
        complain(last, tr("The trail does not end where it should"));
    report.intact = report.firstBadSeq == 0 && report.problem.isEmpty();
    return report;
}

} // namespace wf::store
