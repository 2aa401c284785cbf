// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/linediff.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace wf;

namespace {

void writeFile(const QString &path, const QByteArray &text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
}

QByteArray randomText(QRandomGenerator &random, const QList<QByteArray> &lines)
{
    QByteArray out;
    const int count = random.bounded(12);
    for (int i = 0; i < count; ++i)
        out += lines[random.bounded(static_cast<int>(lines.size()))] + '\n';
    if (!out.isEmpty() && random.bounded(4) == 0)
        out.chop(1);
    return out;
}

} // namespace

class TestLineDiff : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void linesAreNumberedInBothTexts()
    {
        using Kind = base::DiffLine::Kind;
        const auto lines = base::lineDiff("a\nb\nc\nd\n", "a\nB\nc\nx\nd\n", 1);
        const std::vector<base::DiffLine> expected{
            {Kind::Same, 1, 1, QStringLiteral("a")}, {Kind::Gone, 2, 0, QStringLiteral("b")},
            {Kind::Come, 0, 2, QStringLiteral("B")}, {Kind::Same, 3, 3, QStringLiteral("c")},
            {Kind::Come, 0, 4, QStringLiteral("x")}, {Kind::Same, 4, 5, QStringLiteral("d")}};
        QCOMPARE(lines.size(), expected.size());
        for (std::size_t i = 0; i < lines.size(); ++i)
            QVERIFY2(lines[i] == expected[i], qPrintable(QString::number(i)));
    }

    void onlyWhatIsNearAChangeIsShown()
    {
        QByteArray before, after;
        for (int i = 0; i < 100; ++i)
            before += QByteArray::number(i) + '\n';
        after = before;
        after.replace("\n50\n", "\nfifty\n");
        QCOMPARE(base::lineDiff(before, after, 3).size(), std::size_t(8));
        QCOMPARE(base::lineDiff(before, after, 0).size(), std::size_t(2));
        QVERIFY(base::lineDiff(before, before, 3).empty());
    }

    void anEndThatChangesIsAChange()
    {
        QCOMPARE(base::lineDiff("a\r\nb\r\n", "a\nb\r\n", 0).size(), std::size_t(2));
        QCOMPARE(base::lineDiff("a", "a\n", 0).size(), std::size_t(2));
        QVERIFY(base::lineDiff("a", "a\n", 0)[0].text == QStringLiteral("a"));
    }

    void thousandsOfDifferentLinesAreNotCompared()
    {
        QByteArray before, after;
        for (int i = 0; i < 3'000; ++i) {
            before += "a" + QByteArray::number(i) + '\n';
            after += "b" + QByteArray::number(i) + '\n';
        }
        QCOMPARE(base::lineDiff(before, after, 0).size(), std::size_t(6'000));
    }

    void theUnifiedFormIsWhatPatchWants()
    {
        QCOMPARE(base::unifiedDiff("a\nb\nc\n", "a\nB\nc\n", QStringLiteral("x.yml"), QStringLiteral("y.yml")),
                 QByteArray("--- x.yml\n+++ y.yml\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n"));
        QCOMPARE(base::unifiedDiff("", "a\n", QStringLiteral("x"), QStringLiteral("y")),
                 QByteArray("--- x\n+++ y\n@@ -0,0 +1 @@\n+a\n"));
        QVERIFY(base::unifiedDiff("a\n", "a\n", QStringLiteral("x"), QStringLiteral("y")).isEmpty());
    }

    void ofLongTextsOnlyWhatDiffersIsShown()
    {
        QList<QByteArray> lines;
        for (int i = 0; i < 5000; ++i)
            lines << (i % 7 == 0 ? QByteArray("},") : "\"line\": " + QByteArray::number(i));
        QList<QByteArray> moved = lines.mid(60) + lines.mid(0, 60); // the first panel becomes the last one
        const auto text = [](const QList<QByteArray> &of) -> QByteArray { return of.join('\n') + '\n'; };
        const auto diff = base::lineDiff(text(lines), text(moved), 0);
        int gone = 0, come = 0;
        for (const base::DiffLine &line : diff) {
            gone += line.kind == base::DiffLine::Kind::Gone ? 1 : 0;
            come += line.kind == base::DiffLine::Kind::Come ? 1 : 0;
        }
        QCOMPARE(gone, 60);
        QCOMPARE(come, 60);
        QCOMPARE(diff.front().before, 1);
        QCOMPARE(diff.back().after, 5000);
    }

    // patch(1) makes the new text of the old one, whatever they are.
    void patchUnderstandsIt()
    {
        const QString patch = QStandardPaths::findExecutable(QStringLiteral("patch"));
        if (patch.isEmpty())
            QSKIP("patch is not on this machine");
        QTemporaryDir folder;
        QRandomGenerator random(20260531);
        const QList<QByteArray> lines{"a", "b", "c", "", "- alert: X", "  expr: up == 0\r"};
        int compared = 0;
        for (int round = 0; round < 150; ++round) {
            QByteArray before = randomText(random, lines), after = randomText(random, lines);
            if (round % 10 == 0) { // long ones are compared in another way
                const QByteArray many = QByteArray("x\ny\n").repeated(1500);
                before = before + many + after;
                after = after + many + randomText(random, lines);
            }
            const QByteArray diff =
                base::unifiedDiff(before, after, QStringLiteral("f"), QStringLiteral("f"), random.bounded(4));
            if (before.isEmpty() || after.isEmpty() || diff.isEmpty())
                continue;
            writeFile(folder.filePath(QStringLiteral("f")), before);
            QProcess process;
            process.setWorkingDirectory(folder.path());
            process.start(patch, {QStringLiteral("--binary"), QStringLiteral("-u"), QStringLiteral("f")});
            process.write(diff);
            process.closeWriteChannel();
            QVERIFY(process.waitForFinished());
            QVERIFY2(process.exitCode() == 0, qPrintable(QString::fromUtf8(process.readAll() + diff)));
            QFile patched(folder.filePath(QStringLiteral("f")));
            QVERIFY(patched.open(QIODevice::ReadOnly));
            QCOMPARE(patched.readAll(), after);
            ++compared;
        }
        QVERIFY(compared > 50);
    }
};

QTEST_GUILESS_MAIN(TestLineDiff)
#include "tst_linediff.moc"
