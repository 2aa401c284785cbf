// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/acknowledge/silencesathand.h"

#include "models/engine/acknowledge/ackwords.h"
#include "tests/support/fakeclock.h"

#include <QTest>

#include <random>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

const qint64 now = support::instant("2026-05-14T02:14:07Z");

QString keyNumber(int n)
{
    return u"01J%1"_s.arg(n, 23, 10, QLatin1Char('0'));
}

std::vector<signals::Matcher> matchersOf(int n)
{
    return {{u"alertname"_s, u"HighLatency"_s, false, true}, {u"instance"_s, u"pod-%1"_s.arg(n), false, true}};
}

signals::Silence silenceNumber(int id, int alert, int operation, bool acknowledgement, bool isActive)
{
    signals::Silence out;
    out.id = u"s%1"_s.arg(id);
    out.matchers = matchersOf(alert);
    if (id % 2)
        std::ranges::reverse(out.matchers);
    out.startsNs = now - id * base::nsPerSecond;
    out.endsNs = isActive ? now + base::nsPerHour : now - base::nsPerSecond;
    out.state = isActive ? signals::SilenceState::Active : signals::SilenceState::Expired;
    out.comment = operation >= 0    ? silenceComment(acknowledgement, u"looking"_s, keyNumber(operation))
                  : acknowledgement ? u"ACK! by hand"_s
                                    : u"work"_s;
    return out;
}

SilencesAtHand read(const std::vector<signals::Silence> &answer)
{
    SilencesAtHand out(answer);
    while (out.readOne())
        ;
    return out;
}

bool same(const SilenceDecision &a, const SilenceDecision &b)
{
    return a.what == b.what && a.why == b.why && a.id == b.id && a.holder == b.holder && a.endsNs == b.endsNs &&
           QSet<QString>(a.expire.begin(), a.expire.end()) == QSet<QString>(b.expire.begin(), b.expire.end()) &&
           a.put.id == b.put.id && a.put.comment == b.put.comment;
}

} // namespace

class TstSilencesAtHand : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void decidesAsOverTheWholeAnswer()
    {
        std::mt19937 random(11);
        const auto upTo = [&random](int n) { return std::uniform_int_distribution<>(0, n)(random); };
        QSet<int> seen;
        for (int round = 0; round < 400; ++round) {
            std::vector<signals::Silence> answer;
            for (int i = 0; i < 12; ++i)
                answer.push_back(silenceNumber(i, upTo(3), upTo(5) - 1, upTo(1) == 1, upTo(2) > 0));
            store::OutboxItem row;
            row.opKey = keyNumber(upTo(4));
            row.state = upTo(1) ? store::OpState::Queued : store::OpState::Verified;
            if (upTo(1))
                row.remoteId = u"s%1"_s.arg(upTo(12));
            SilenceOp op;
            op.wanted = upTo(3) ? SilenceOp::Wanted::Present : SilenceOp::Wanted::Gone;
            op.acknowledgement = upTo(2) > 0;
            op.matchers = matchersOf(upTo(3));
            op.startsNs = now;
            op.endsNs = now + base::nsPerHour;
            if (upTo(3) == 0)
                op.adoptId = u"s%1"_s.arg(upTo(12));
            const auto whole = decide(row, op, answer, now);
            QVERIFY2(same(whole, decide(row, op, read(answer).about(row, op), now)),
                     qPrintable(u"round %1"_s.arg(round)));
            seen << static_cast<int>(whole.what) * 10 + static_cast<int>(whole.why);
        }
        QVERIFY(seen.size() >= 6); // the rounds differ
    }
    void doesNotLookThroughThousandsForEach()
    {
        constexpr int many = 5000;
        std::vector<signals::Silence> answer;
        for (int i = 0; i < many; ++i)
            answer.push_back(silenceNumber(i, i, i, true, true));
        const SilencesAtHand atHand = read(answer);
        for (int i = 0; i < many; ++i) {
            store::OutboxItem row;
            row.opKey = keyNumber(i);
            SilenceOp op;
            op.acknowledgement = true;
            op.matchers = matchersOf(i);
            QCOMPARE(atHand.about(row, op).size(), std::size_t(1));
        }
    }
};

QTEST_GUILESS_MAIN(TstSilencesAtHand)
#include "tst_silencesathand.moc"
