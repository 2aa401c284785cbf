// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/sendon/lokirefusal.h"

#include <QTest>

using namespace wf::station;
using namespace Qt::StringLiterals;

class LokiRefusalTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsWhatADistributorSays();
    void readsWhatAnIngesterSaysOfEachStream();
    void saysNothingWhereLokiDoesNotSayHowMany();
    void hostileWordsAreBounded();
};

void LokiRefusalTest::readsWhatADistributorSays()
{
    const auto said = [](const QString &text) { return lokiRefusals(text).value_or(std::vector<LokiRefusal>()); };
    QVERIFY(said(u"entry for stream '{a=\"b; 7 x\"}' has timestamp too new: 2026-11-30T22:02:45Z"_s) ==
            (std::vector<LokiRefusal>{{u"too_far_in_future"_s, 1}}));
    QVERIFY(said(u"3 errors like: entry for stream '{a=\"b\"}' has timestamp too old: 2026-11-01T00:00:00Z, oldest "
                 "acceptable timestamp is: 2026-11-21T00:00:00Z\n"_s) ==
            (std::vector<LokiRefusal>{{u"greater_than_max_sample_age"_s, 3}}));
    QVERIFY(said(u"2 errors like: max entry size '262144' bytes exceeded for stream '{a=\"b\"}' while adding an entry "
                 "with length '300000' bytes; 1 errors like: entry for stream '{a=\"b\"}' has timestamp too old: x, "
                 "oldest acceptable timestamp is: y; 1 errors like: max entry size '262144' bytes exceeded for stream "
                 "'{a=\"b\"}' while adding an entry with length '300001' bytes; 1 errors like: stream '{a=\"b\"}' has "
                 "structured metadata too large: '9' bytes, limit: '1' bytes."_s) ==
            (std::vector<LokiRefusal>{{u"line_too_long"_s, 3},
                                      {u"greater_than_max_sample_age"_s, 1},
                                      {u"structured_metadata_too_large"_s, 1}}));
}

void LokiRefusalTest::readsWhatAnIngesterSaysOfEachStream()
{
    const auto said = lokiRefusals(
        u"entry with timestamp 2026-11-28 20:00:00 +0000 UTC ignored, reason: 'entry too far behind, entry timestamp "
        "is: 2026-11-28T20:00:00Z, oldest acceptable timestamp is: 2026-11-28T21:00:00Z',\nuser 'fake', total ignored: "
        "1 "
        "out of 7 for stream: {a=\"b\"}\nentry with timestamp 2026-11-28 20:00:00 +0000 UTC ignored, reason: 'entry "
        "out "
        "of order',\nuser 'fake', total ignored: 2 out of 2 for stream: {a=\"c\"}"_s);
    QVERIFY(said.has_value());
    QVERIFY((*said == std::vector<LokiRefusal>{{u"too_far_behind"_s, 1}, {u"out_of_order"_s, 2}}));
}

void LokiRefusalTest::saysNothingWhereLokiDoesNotSayHowMany()
{
    for (const char *text :
         {"", "error at least one valid stream is required for ingestion",
          "entry for stream '{a=\"b\"}' has 31 label names; limit 15",
          "stream '{a=\"b\"}' has label value too long: 'x'",
          "2 errors like: entry for stream '{}' has timestamp too old: x; 1 errors like: error parsing labels '{' with "
          "error: x",
          "total ignored: 0 out of 7 for stream: {}", "snappy: corrupt input"})
        QVERIFY2(!lokiRefusals(QString::fromUtf8(text)), text);
}

void LokiRefusalTest::hostileWordsAreBounded()
{
    const QString one = u"; 999999999 errors like: entry for stream '{}' has timestamp too old: x"_s;
    const auto many = lokiRefusals(one.mid(2) + one.repeated(50));
    QVERIFY(many && many->size() == 1 && many->front().entries == 1'000'000'000);
    (void)lokiRefusals(u"entry for stream '"_s.repeated(20'000));
}

QTEST_APPLESS_MAIN(LokiRefusalTest)
#include "tst_lokirefusal.moc"
