// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/async/listdiff.h"
#include "tests/support/failonwarning.h"

#include <QElapsedTimer>

#include <random>
#include <string>

using namespace wf::async;
using namespace Qt::StringLiterals;

namespace {

// An item is a letter and a version: "a1" and "a2" are the same item, changed.
using Items = std::vector<std::string>;

Items itemsOf(const char *text)
{
    Items items;
    for (const auto &word : QByteArray(text).split(' '))
        if (!word.isEmpty())
            items.push_back(word.toStdString());
    return items;
}

ListDiff diffOf(const Items &present, const Items &wanted)
{
    return listDiff(
        present, wanted, [](const std::string &s) { return s.front(); },
        [](const std::string &a, const std::string &b) { return a == b; });
}

// "-1..2" removed, "2..3>0" moved, "~" reordered, "+1..1" inserted, "*4..5" changed.
QString textOf(const ListDiff &diff)
{
    QStringList parts;
    for (const auto &e : diff.edits) {
        const QString range = QStringLiteral("%1..%2").arg(e.first).arg(e.last);
        switch (e.kind) {
        case ListEdit::Kind::Remove:
            parts << u'-' + range;
            break;
        case ListEdit::Kind::Move:
            parts << range + u'>' + QString::number(e.to);
            break;
        case ListEdit::Kind::Reorder:
            parts << u"~"_s;
            break;
        case ListEdit::Kind::Insert:
            parts << u'+' + range;
            break;
        case ListEdit::Kind::Change:
            parts << u'*' + range;
            break;
        }
    }
    return parts.join(u' ');
}

Items applied(Items items, const Items &wanted, const ListDiff &diff)
{
    for (const auto &edit : diff.edits)
        applyEdit(items, wanted, diff, edit);
    return items;
}

} // namespace

class tst_ListDiff : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { wf::support::failOnAnyWarning(); }
    void findsTheEdits_data();
    void findsTheEdits();
    void removesTwoSeparateRuns();
    void anyListBecomesAnyOther();
    void aShuffleIsOneReorder();
    void fiftyThousandRowsAreQuick();
};

void tst_ListDiff::findsTheEdits_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QString>("edits");
    const auto row = [](const char *before, const char *after, const char *edits) {
        QTest::addRow("%s -> %s", before, after)
            << QByteArray(before) << QByteArray(after) << QString::fromLatin1(edits);
    };
    row("", "", "");
    row("a b c", "a b c", "");
    row("", "a b", "+0..1");
    row("a b", "", "-0..1");
    row("a b c", "a x y b c z", "+1..2 +5..5");
    row("a1 b1 c1 d1", "a1 b2 c2 d1", "*1..2");
    row("a b c d", "b c d a", "1..3>0");
    row("a b c d", "d a b c", "3..3>0");
    row("a b c d e", "a d e b c", "3..4>1");
    row("a b c d e f", "b x f1 c a", "-3..4 1..1>0 3..3>1 3..3>2 +1..1 *2..2");
    row("a1 a2 a3", "a1 a3", "-2..2 *1..1");
}

void tst_ListDiff::findsTheEdits()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    const auto present = itemsOf(before.constData());
    const auto wanted = itemsOf(after.constData());
    const auto diff = diffOf(present, wanted);
    QTEST(textOf(diff), "edits");
    QVERIFY(applied(present, wanted, diff) == wanted);
}

void tst_ListDiff::removesTwoSeparateRuns()
{
    QCOMPARE(textOf(diffOf(itemsOf("a b c d e f"), itemsOf("c f"))), u"-3..4 -0..1"_s);
}

void tst_ListDiff::anyListBecomesAnyOther()
{
    std::mt19937 random(7);
    for (int round = 0; round < 2000; ++round) {
        const auto some = [&] {
            Items items;
            for (auto n = random() % 12; n > 0; --n)
                items.push_back(std::string(1, static_cast<char>('a' + random() % 10)) +
                                static_cast<char>('0' + random() % 3));
            return items;
        };
        const auto present = some();
        const auto wanted = some();
        QVERIFY(applied(present, wanted, diffOf(present, wanted)) == wanted);
    }
}

void tst_ListDiff::aShuffleIsOneReorder()
{
    std::vector<int> present(1000);
    for (int i = 0; i < 1000; ++i)
        present[static_cast<std::size_t>(i)] = i;
    auto wanted = present;
    std::shuffle(wanted.begin(), wanted.end(), std::mt19937(3));
    wanted.erase(wanted.begin());
    wanted.push_back(5000);
    const auto diff = listDiff(
        present, wanted, [](int i) { return i; }, std::equal_to<>());
    QCOMPARE(textOf(diff).section(u' ', 1, 1), u"~"_s);
    QCOMPARE(diff.edits.size(), std::size_t(3));
    for (const auto &edit : diff.edits)
        applyEdit(present, wanted, diff, edit);
    QVERIFY(present == wanted);
}

void tst_ListDiff::fiftyThousandRowsAreQuick()
{
    std::vector<int> present(50'000);
    for (int i = 0; i < 50'000; ++i)
        present[static_cast<std::size_t>(i)] = i;
    auto wanted = present;
    std::shuffle(wanted.begin(), wanted.end(), std::mt19937(3));
    QElapsedTimer timer;
    timer.start();
    const auto diff = listDiff(
        present, wanted, [](int i) { return i; }, std::equal_to<>());
    QVERIFY2(timer.elapsed() < 500, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(diff.edits.size(), std::size_t(1));
}

QTEST_GUILESS_MAIN(tst_ListDiff)
#include "tst_listdiff.moc"
