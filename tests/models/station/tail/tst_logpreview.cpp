// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/tail/logpreview.h"
#include "tests/support/failonwarning.h"
#include "tests/support/fakeclock.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace wf::station::tail;
using namespace Qt::StringLiterals;

class LogPreviewTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        support::failOnAnyWarning();
        m_folder = std::make_unique<QTemporaryDir>();
    }

    void theNewestFileShowsItsLastLinesMasked()
    {
        QByteArray text;
        for (int i = 0; i < 20; ++i)
            text += "2026-11-28T15:36:" + QByteArray::number(10 + i) + "Z INFO paid by a@example.org\n";
        write("pay.log", text);
        const auto preview = look(u"*.log"_s);
        QCOMPARE(preview.files, 1);
        QCOMPARE(preview.bytes, text.size());
        QCOMPARE(preview.lines.size(), 8);
        QCOMPARE(preview.lines.back(), u"2026-11-28T15:36:29Z INFO paid by [email]"_s);
        QCOMPARE(preview.format, u"plain"_s);
        QCOMPARE(preview.linesPerSecond.value_or(0), 1.0);
    }

    void linesWithoutTimesTellNoRate()
    {
        write("a.log", "one\ntwo\n");
        const auto preview = look(u"a.log"_s);
        QCOMPARE(preview.lines, (QStringList{u"one"_s, u"two"_s}));
        QVERIFY(!preview.linesPerSecond);
    }

    void nothingMatchesIsSaidByZero()
    {
        const auto preview = look(u"*.log"_s);
        QCOMPARE(preview.files, 0);
        QVERIFY(preview.newest.isEmpty());
    }

    void hugeLinesBinariesAndPackedFilesAreBounded()
    {
        write("huge.log", QByteArray(300'000, 'x'));
        write("old.log.gz", "packed");
        write("bytes.log", QByteArray("\xff\xfe\x00\x01\n", 5));
        const auto preview = look(u"*"_s);
        QCOMPARE(preview.files, 2);
        for (const auto &line : preview.lines)
            QVERIFY(line.size() <= 2000);
        QCOMPARE(look(u"huge.log"_s).lines.size(), 1);
    }

private:
    void write(const char *name, const QByteArray &text)
    {
        QFile file(m_folder->filePath(QString::fromLatin1(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), text.size());
    }
    LogPreview look(const QString &glob)
    {
        TailGroup group;
        group.include = {m_folder->filePath(glob)};
        return previewLogs(group, {}, support::instant("2026-11-28T15:40:00Z"));
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(LogPreviewTest)
#include "tst_logpreview.moc"
