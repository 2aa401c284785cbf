// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/rows/rowsmodel.h"

#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <QTest>

using namespace wf;

namespace {
struct Row {
    QString name;
    int value = 0;
};
using Model = items::RowsModel<Row, QString>;

std::unique_ptr<Model> makeModel()
{
    return std::make_unique<Model>(
        std::vector<items::RowColumn<Row>>{
            {QStringLiteral("Name"), Qt::AlignLeft,
             [](const Row &r, int role) { return role == Qt::DisplayRole ? QVariant(r.name) : QVariant(); }},
            {QStringLiteral("Value"), Qt::AlignRight,
             [](const Row &r, int role) { return role == Qt::DisplayRole ? QVariant(r.value) : QVariant(); }}},
        [](const Row &r) { return r.name; });
}

QStringList names(const Model &m)
{
    QStringList out;
    for (int i = 0; i < m.rowCount(); ++i)
        out << m.index(i, 0).data().toString();
    return out;
}
} // namespace

class RowsModelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keepsThePersistentIndexOfARowThatMoves()
    {
        auto m = makeModel();
        QAbstractItemModelTester tester(m.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        m->setRows({{QStringLiteral("a"), 1}, {QStringLiteral("b"), 2}, {QStringLiteral("c"), 3}});
        const QPersistentModelIndex b = m->index(1, 1);
        m->setRows({{QStringLiteral("c"), 3}, {QStringLiteral("b"), 7}, {QStringLiteral("d"), 4}});
        QCOMPARE(names(*m), (QStringList{QStringLiteral("c"), QStringLiteral("b"), QStringLiteral("d")}));
        QVERIFY(b.isValid());
        QCOMPARE(b.data().toInt(), 7);
    }
    void neverResetsWhileRowsCome()
    {
        auto m = makeModel();
        int resets = 0;
        connect(m.get(), &QAbstractItemModel::modelReset, this, [&] { ++resets; });
        for (int round = 0; round < 50; ++round) {
            std::vector<Row> rows;
            for (int i = 0; i < 200; ++i)
                rows.push_back({QString::number((i * 37 + round * 11) % 251), i});
            m->setRows(rows);
            QCOMPARE(m->rowCount(), 200);
            QCOMPARE(m->index(17, 0).data().toString(), rows[17].name);
        }
        QCOMPARE(resets, 0);
    }
};

QTEST_GUILESS_MAIN(RowsModelTest)
#include "tst_rowsmodel.moc"
