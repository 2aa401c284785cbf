// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/logs/storelines.h"
#include "tests/support/failonwarning.h"

#include <QTemporaryDir>

using namespace wf;

class tst_StoreLines : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void givesWhatTheQuestionNeedsInItsOrder_data();
    void givesWhatTheQuestionNeedsInItsOrder();
    void stopsWhenTheTakerHasEnough();

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    base::ManualClock m_clock{1'700'000'000 * base::nsPerSecond};
    std::shared_ptr<store::LogStore> m_store;
};

void tst_StoreLines::init()
{
    support::failOnAnyWarning();
    m_store.reset();
    m_dir = std::make_unique<QTemporaryDir>();
    store::LogStoreOptions options;
    options.directory = m_dir->filePath(QStringLiteral("logs"));
    options.housekeepingMs = 0;
    auto opened = store::LogStore::open(options, m_clock);
    QVERIFY(opened.ok());
    m_store = std::move(*opened);
    std::vector<signals::LogLine> lines;
    for (int i = 0; i < 10; ++i) {
        signals::LogLine line;
        line.timeNs = m_clock.nowNs() - (10 - i) * base::nsPerSecond;
        line.text = (i % 2 ? "odd " : "even ") + std::to_string(i);
        line.stream = base::Labels{{"service_name", i < 5 ? "checkout" : "payment"}};
        lines.push_back(std::move(line));
    }
    QVERIFY(m_store->append(lines).ok());
}

void tst_StoreLines::givesWhatTheQuestionNeedsInItsOrder_data()
{
    QTest::addColumn<bool>("isForward");
    QTest::addColumn<QByteArray>("texts");
    QTest::newRow("oldest first") << true << QByteArray("odd 1,odd 3");
    QTest::newRow("newest first") << false << QByteArray("odd 3,odd 1");
}

void tst_StoreLines::givesWhatTheQuestionNeedsInItsOrder()
{
    QFETCH(bool, isForward);
    query::LineRequest request;
    request.matchers = {signals::LabelMatcher::equal("service_name", "checkout")};
    request.endNs = m_clock.nowNs();
    request.order = isForward ? query::LineOrder::Forward : query::LineOrder::Backward;
    request.literals = {{{"odd"}, false}};
    std::string texts;
    const auto report =
        station::StoreLines(m_store).read(request,
                                          [&](const query::LineBatch &batch) {
                                              for (const auto &line : batch.lines)
                                                  texts += (texts.empty() ? "" : ",") + std::string(line.text);
                                              return true;
                                          },
                                          {});
    QVERIFY(report.ok());
    QTEST(QByteArray::fromStdString(texts), "texts");
    QVERIFY(report->completeness.isComplete());
}

void tst_StoreLines::stopsWhenTheTakerHasEnough()
{
    query::LineRequest request;
    request.endNs = m_clock.nowNs();
    int batches = 0;
    const auto report = station::StoreLines(m_store).read(request,
                                                          [&](const query::LineBatch &) {
                                                              ++batches;
                                                              return false;
                                                          },
                                                          {});
    QVERIFY(report.ok() && report->isCutShort);
    QCOMPARE(batches, 1);
}

QTEST_GUILESS_MAIN(tst_StoreLines)
#include "tst_storelines.moc"
