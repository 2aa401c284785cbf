// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/logs/templates.h"

#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;
using analysis::TemplateMiner;
using signals::LogLevel;

class TstTemplates : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatDiffersVaries()
    {
        TemplateMiner miner;
        for (int i = 0; i < 90; ++i)
            miner.add("psp pool acquire waited " + std::to_string(1000 + i) + "ms inUse=4 order=H-" + std::to_string(i),
                      LogLevel::Warn);
        for (const char *who : {"ada", "bob", "eve"})
            miner.add(std::string("user ") + who + " logged in", LogLevel::Info);
        const auto patterns = miner.patterns();
        QCOMPARE(patterns.size(), std::size_t(2));
        QCOMPARE(patterns[0].pattern, u"psp pool acquire waited <_> inUse=<_> order=<_>"_s);
        QCOMPARE(patterns[0].count, qint64(90));
        QCOMPARE(patterns[0].level, LogLevel::Warn);
        QCOMPARE(patterns[1].pattern, u"user <_> logged in"_s);
    }
    void differentSentencesStayApart()
    {
        TemplateMiner miner;
        miner.add("connection to db opened quickly", LogLevel::Info);
        miner.add("connection lost while reading reply", LogLevel::Error);
        QCOMPARE(miner.patterns().size(), std::size_t(2));
    }
    void memoryIsBounded()
    {
        TemplateMiner miner(50);
        std::string word = "a";
        for (int i = 0; i < 5000; ++i) {
            word.back() = static_cast<char>('a' + i % 26);
            if (i % 26 == 25)
                word += 'a';
            miner.add(word + " x", LogLevel::Info);
        }
        QCOMPARE(miner.patterns().size(), std::size_t(50));
        QVERIFY(miner.unplaced() > 4900);
    }
    void emptyAndEndlessLinesDoNoHarm()
    {
        TemplateMiner miner;
        miner.add("", LogLevel::Info);
        miner.add("   ", LogLevel::Info);
        miner.add(std::string(1 << 20, 'x'), LogLevel::Info);
        QCOMPARE(miner.patterns().size(), std::size_t(1));
        QVERIFY(miner.patterns()[0].pattern.size() <= 2048);
    }
};

QTEST_APPLESS_MAIN(TstTemplates)
#include "tst_templates.moc"
