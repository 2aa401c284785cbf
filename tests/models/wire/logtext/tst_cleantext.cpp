// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/logtext/cleantext.h"

#include <QTest>

using namespace wf::wire::logtext;

class TstCleanText : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void leavesValidTextAlone()
    {
        for (std::string text :
             {std::string(), std::string("plain ascii over eight bytes"), std::string("größe → 🦊"),
              std::string("nul\0and\x1b[31mcontrol\x7f", 20), std::string("\xED\x9F\xBF\xEE\x80\x80")}) {
            const std::string before = text;
            QCOMPARE(makeValidUtf8(text), 0LL);
            QCOMPARE(text, before);
        }
    }
    void makesEveryWrongByteVisible_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("replaced");
        const QByteArray r = "\xEF\xBF\xBD";
        QTest::newRow("latin-1") << QByteArray("caf\xE9 au lait") << "caf" + r + " au lait" << 1LL;
        QTest::newRow("cut character") << QByteArray("12345678\xE2\x82") << "12345678" + r + r << 2LL;
        QTest::newRow("overlong") << QByteArray("\xC0\xAF") << r + r << 2LL;
        QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80") << r + r + r << 3LL;
        QTest::newRow("too high") << QByteArray("\xF4\x90\x80\x80x") << r + r + r + r + "x" << 4LL;
        QTest::newRow("lone tail") << QByteArray("\x80ok\xC3\xB6") << r + "ok\xC3\xB6" << 1LL;
    }
    void makesEveryWrongByteVisible()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, text);
        QFETCH(qint64, replaced);
        std::string out = bytes.toStdString();
        QCOMPARE(makeValidUtf8(out), replaced);
        QCOMPARE(QByteArray::fromStdString(out), text);
        QCOMPARE(makeValidUtf8(out), 0LL);
    }
    void readsUtf16BehindItsMark()
    {
        std::size_t mark = 0;
        QCOMPARE(encodingOf("\xFF\xFE"
                            "a",
                            mark),
                 TextEncoding::Utf16Le);
        QCOMPARE(mark, std::size_t{2});
        QCOMPARE(encodingOf("\xFE\xFF", mark), TextEncoding::Utf16Be);
        QCOMPARE(encodingOf("\xEF\xBB\xBFx", mark), TextEncoding::Utf8);
        QCOMPARE(mark, std::size_t{3});
        QCOMPARE(encodingOf("x", mark), TextEncoding::Utf8);
        QCOMPARE(mark, std::size_t{0});
        qint64 replaced = 0;
        QCOMPARE(utf16ToUtf8(std::string("g\0\xF6\0\x3E\xD8\x8A\xDD", 8), TextEncoding::Utf16Le, replaced),
                 std::string("gö🦊"));
        QCOMPARE(replaced, 0LL);
        QCOMPARE(utf16ToUtf8(std::string("\0g\xD8\x3E\0x\xFF", 7), TextEncoding::Utf16Be, replaced),
                 std::string("g\xEF\xBF\xBDx\xEF\xBF\xBD"));
        QCOMPARE(replaced, 2LL);
    }
};

QTEST_APPLESS_MAIN(TstCleanText)
#include "tst_cleantext.moc"
