// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/agreements/book/agreementbook.h"

#include "tests/models/analysis/agreements/terms.h"
#include "tests/support/loss/victim.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace wf::agreementtest;
using namespace Qt::StringLiterals;
using signals::ApprovalState;
using signals::CreditState;

namespace {

const SignOff jonas{u"Jonas Okafor"_s, u"the figures agree with the gateway's own"_s};
const SignOff mara{u"Mara Lindqvist"_s, u"checked against the invoice"_s};

signals::AgreementPeriod breachedMay(const signals::Agreement &a)
{
    analysis::AgreementInput input{a, at("2026-06-01T00:00:00")};
    input.measurements[u"availability"_s] = events(1'000'000, 600);
    return *analysis::judgeAgreement(input);
}

QString whyNot(const base::Status &status)
{
    return status ? QString() : status.error().summary;
}

// Books exclusions until it is killed, and tells each once the disk has it.
int victim(const QString &path)
{
    const base::SystemClock clock;
    const auto book = AgreementBook::open(path, clock);
    const auto a = contract();
    const auto known = book ? (*book)->read() : base::Result<BookState>(book.error());
    for (int i = known ? static_cast<int>(known->exclusions.size()) : 0; known; ++i) {
        const QByteArray id = "x" + QByteArray::number(i);
        auto one = exclusion(id.constData(), at("2026-05-03T02:00:00"), nsPerHour);
        one.reason = u"a test"_s;
        if (!(*book)->proposeExclusion(a, one, jonas))
            return 1;
        if (!support::tellSafe(id))
            return 1;
    }
    return 1;
}

} // namespace

class TestAgreementBook : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_dir = std::make_unique<QTemporaryDir>();
        m_path = m_dir->filePath(u"agreements.db"_s);
        auto opened = AgreementBook::open(m_path, m_clock);
        QVERIFY(opened.ok());
        m_book = std::move(*opened);
    }
    void cleanup() { m_book.reset(); }

    void aCreditGoesItsWayStepByStep()
    {
        const auto a = contract();
        const auto may = breachedMay(a);
        QVERIFY(m_book->propose(a, may, jonas).ok());
        m_clock.advance(nsPerHour);
        QVERIFY(m_book->advance(u"spa-114/2026-05"_s, CreditState::Approved, mara).ok());
        QVERIFY(m_book->advance(u"spa-114/2026-05"_s, CreditState::Issued, jonas).ok());
        const auto book = m_book->read();
        QVERIFY(book->problems.isEmpty());
        const auto *credit = book->credit(u"spa-114/2026-05"_s);
        QVERIFY(credit);
        QCOMPARE(credit->state(), CreditState::Issued);
        QCOMPARE(credit->amount.text(), u"2100.00"_s);
        QCOMPARE(credit->currency, u"EUR"_s);
        QCOMPARE(credit->measurementsSha256, may.sha256);
        QCOMPARE(credit->lines.at(0).percent.shortText(), u"99.94"_s);
        QCOMPARE(credit->steps.size(), std::size_t{3});
        QCOMPARE(credit->steps[1].by, mara.by);
        QCOMPARE(credit->steps[1].reason, mara.reason);
        QCOMPARE(credit->steps[1].atNs - credit->steps[0].atNs, nsPerHour);
        QCOMPARE(credit->steps[2].sha256.size(), 64);
        QVERIFY(m_book->verify()->intact);
    }

    void noStepIsSkippedOrTakenTwice()
    {
        const auto a = contract();
        const QString id = u"spa-114/2026-05"_s;
        QCOMPARE(m_book->advance(id, CreditState::Approved, mara).error().kind, base::ErrorKind::NotFound);
        QVERIFY(m_book->propose(a, breachedMay(a), jonas).ok());
        QVERIFY(whyNot(m_book->propose(a, breachedMay(a), jonas)).contains(u"is proposed already"_s));
        QVERIFY(whyNot(m_book->advance(id, CreditState::Issued, mara)).contains(u"must be approved before"_s));
        QVERIFY(m_book->advance(id, CreditState::Approved, mara).ok());
        QVERIFY(!m_book->advance(id, CreditState::Approved, mara).ok());
        QVERIFY(m_book->advance(id, CreditState::Withdrawn, mara).ok());
        QVERIFY(!m_book->advance(id, CreditState::Issued, mara).ok());
        // Proposed anew: what was before stays to be read.
        QVERIFY(m_book->propose(a, breachedMay(a), jonas).ok());
        QCOMPARE(m_book->read()->credit(id)->steps.size(), std::size_t{4});
        QVERIFY(m_book->advance(id, CreditState::Approved, mara).ok());
        QVERIFY(m_book->advance(id, CreditState::Issued, mara).ok());
        QVERIFY(!m_book->advance(id, CreditState::Withdrawn, mara).ok());
        QCOMPARE(m_book->records()->size(), std::size_t{7}); // and the one that begins the book
    }

    void nothingIsSignedWithoutNameAndReason()
    {
        const auto a = contract();
        QVERIFY(whyNot(m_book->propose(a, breachedMay(a), {u" "_s, u"because"_s})).contains(u"a name is missing"_s));
        QVERIFY(whyNot(m_book->propose(a, breachedMay(a), {u"Jonas"_s, QString()})).contains(u"reason is missing"_s));
        QVERIFY(m_book->read()->credits.empty());
    }

    void onlyWhatIsOwedForCertainIsProposed()
    {
        const auto a = contract();
        auto period = breachedMay(a);
        period.isFinal = false;
        QVERIFY(whyNot(m_book->propose(a, period, jonas)).contains(u"not over yet"_s));
        period = breachedMay(a);
        period.clauses[0].state = signals::ClauseState::NoData;
        QVERIFY(whyNot(m_book->propose(a, period, jonas)).contains(u"has no figure"_s));
        period = breachedMay(a);
        period.due = {};
        QVERIFY(whyNot(m_book->propose(a, period, jonas)).contains(u"Nothing is owed"_s));
        auto quarter = breachedMay(a);
        quarter.settlements = 3;
        QVERIFY(whyNot(m_book->propose(a, quarter, jonas)).contains(u"for one settlement period"_s));
    }

    void aContractDoesNotChangeWithoutANewVersion()
    {
        auto a = contract();
        const auto textOf = [](const signals::Agreement &one) -> QString { return u"text of "_s + one.sha256; };
        QVERIFY(m_book->meet({a}, textOf, u"Jonas"_s).ok());
        QVERIFY(m_book->meet({a}, textOf, u"Jonas"_s).ok());
        a.sha256 = u"decaf"_s;
        QVERIFY(whyNot(m_book->meet({a}, textOf, u"Jonas"_s)).contains(u"needs a new version"_s));
        a.version = 2;
        QVERIFY(m_book->meet({a}, textOf, u"Jonas"_s).ok());
        const auto book = m_book->read();
        QCOMPARE(book->versions.size(), std::size_t{2});
        QCOMPARE(book->version(u"spa-114"_s, 1)->text, u"text of c0ffee"_s);
    }

    void exclusionsAreProposedAndDecided()
    {
        const auto a = contract();
        auto storm = exclusion("storm", at("2026-05-03T02:00:00"), nsPerHour, QTimeZone("Europe/Zurich"));
        storm.reason = u"Lightning hit the data centre"_s;
        storm.section = u"6.3"_s;
        QVERIFY(m_book->proposeExclusion(a, storm, jonas).ok());
        QVERIFY(!m_book->proposeExclusion(a, storm, jonas).ok());
        auto kept = m_book->read()->exclusionsOf(u"spa-114"_s).at(0);
        QCOMPARE(kept.approval.state, ApprovalState::Proposed);
        QCOMPARE(kept.window->spec().lengthNs, nsPerHour);
        QCOMPARE(kept.window->within({at("2026-05-03T00:00:00"), at("2026-05-04T00:00:00")}).at(0).startNs,
                 at("2026-05-03T02:00:00"));
        QVERIFY(m_book->decideExclusion(u"spa-114"_s, u"storm"_s, ApprovalState::Approved, mara).ok());
        kept = m_book->read()->exclusionsOf(u"spa-114"_s).at(0);
        QCOMPARE(kept.approval.state, ApprovalState::Approved);
        QCOMPARE(kept.approval.by, mara.by);
        QCOMPARE(m_book->decideExclusion(u"spa-114"_s, u"rain"_s, ApprovalState::Approved, mara).error().kind,
                 base::ErrorKind::NotFound);
        storm.id = u"other"_s;
        storm.clauses = {u"nine"_s};
        QVERIFY(whyNot(m_book->proposeExclusion(a, storm, jonas)).contains(u"no clause nine"_s));
    }

    void aNoticeIsSentAsItWasApproved()
    {
        Notice notice;
        notice.id = u"spa-114/2026-05/breach/availability"_s;
        notice.agreement = u"spa-114"_s;
        notice.to = u"customer"_s;
        notice.text = u"first words"_s;
        QVERIFY(!m_book->advance(notice, NoticeState::Sent, jonas).ok());
        QVERIFY(m_book->advance(notice, NoticeState::Draft, jonas).ok());
        notice.text = u"better words"_s;
        QVERIFY(m_book->advance(notice, NoticeState::Draft, jonas).ok());
        QVERIFY(m_book->advance(notice, NoticeState::Approved, mara).ok());
        notice.text = u"other words"_s;
        QVERIFY(!m_book->advance(notice, NoticeState::Draft, jonas).ok());
        QVERIFY(m_book->advance(notice, NoticeState::Sent, jonas).ok());
        const auto kept = m_book->read()->notices.at(0);
        QCOMPARE(kept.text, u"better words"_s);
        QCOMPARE(kept.steps.size(), std::size_t{4});
    }

    void twoProcessesAtOnceDoNotBothApprove()
    {
        const auto a = contract();
        const auto other = AgreementBook::open(m_path, m_clock);
        QVERIFY(other.ok());
        QVERIFY(m_book->propose(a, breachedMay(a), jonas).ok());
        QVERIFY((*other)->advance(u"spa-114/2026-05"_s, CreditState::Approved, mara).ok());
        QVERIFY(!m_book->advance(u"spa-114/2026-05"_s, CreditState::Approved, jonas).ok());
        QCOMPARE(m_book->read()->credit(u"spa-114/2026-05"_s)->steps.back().by, mara.by);
        QVERIFY(m_book->verify()->intact);
    }

    void recordsThatMakeNoSenseChangeNothing()
    {
        store::AuditRecord bad;
        bad.seq = 7;
        for (const char *action : {"credit.approved", "credit.sold", "credit.proposed", "exclusion.approved",
                                   "exclusion.proposed", "notice.sent", "contract.version"}) {
            bad.note = {u"x"_s, QString::fromLatin1(action), u"y"_s, {{u"id"_s, u"z"_s}}};
            const auto book = foldRecords({bad});
            QVERIFY2(book.problems.size() == 1 && book.credits.empty() && book.exclusions.empty() &&
                         book.notices.empty(),
                     action);
        }
    }

    void aChangedFileIsFound()
    {
        const auto a = contract();
        QVERIFY(m_book->propose(a, breachedMay(a), jonas).ok());
        m_book.reset();
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QByteArray bytes = file.readAll();
        const auto place = bytes.indexOf("2100.00");
        QVERIFY(place > 0);
        bytes.replace("2100.00", "9100.00");
        file.seek(0);
        file.write(bytes);
        file.close();
        auto opened = AgreementBook::open(m_path, m_clock);
        m_book = std::move(*opened);
        const auto report = m_book->verify();
        QVERIFY(!report->intact);
        QVERIFY(report->problem.contains(u"was changed"_s));
    }

    void aBackupBringsEverythingBackAndLosesNothing()
    {
        const auto a = contract();
        QVERIFY(m_book->propose(a, breachedMay(a), jonas).ok());
        const QString folder = m_dir->filePath(u"backup"_s);
        QVERIFY(m_book->backup(folder).ok());
        QVERIFY(whyNot(m_book->backup(folder)).contains(u"is not empty"_s));
        QVERIFY(m_book->advance(u"spa-114/2026-05"_s, CreditState::Approved, mara).ok());
        m_book.reset();
        QVERIFY(whyNot(AgreementBook::restore(folder, m_path, m_clock))
                    .contains(u"nothing that was signed is thrown away"_s));
        // On another machine, or after the disk was lost.
        const QString elsewhere = m_dir->filePath(u"elsewhere/agreements.db"_s);
        QVERIFY(AgreementBook::restore(folder, elsewhere, m_clock).ok());
        const auto restored = AgreementBook::open(elsewhere, m_clock);
        QCOMPARE((*restored)->read()->credit(u"spa-114/2026-05"_s)->state(), CreditState::Proposed);
        QVERIFY((*restored)->verify()->intact);
        QCOMPARE(AgreementBook::restore(m_dir->path(), elsewhere + u'x', m_clock).error().kind,
                 base::ErrorKind::NotFound);
    }

    void aFullDiskRefusesAndKeepsWhatWasThere()
    {
        const auto a = contract();
        QVERIFY(m_book->propose(a, breachedMay(a), jonas).ok());
        {
            const auto disk = support::fullDisk(4096);
            const auto refused = m_book->advance(u"spa-114/2026-05"_s, CreditState::Approved, mara);
            QVERIFY(!refused.ok());
            QCOMPARE(refused.error().kind, base::ErrorKind::Storage);
        }
        QCOMPARE(m_book->read()->credit(u"spa-114/2026-05"_s)->state(), CreditState::Proposed);
        QVERIFY(m_book->advance(u"spa-114/2026-05"_s, CreditState::Approved, mara).ok());
        QVERIFY(m_book->verify()->intact);
    }

    void nothingSignedIsLostWhenTheWriterIsKilled()
    {
        m_book.reset();
        int acknowledged = 0;
        for (int round = 0; round < 10; ++round) {
            const QStringList told = support::toldUntilKilled({u"--victim"_s, m_path}, 1 + round % 4);
            QVERIFY(!told.isEmpty());
            acknowledged = told.back().mid(1).toInt() + 1;
            const auto book = AgreementBook::open(m_path, m_clock);
            QVERIFY(book.ok());
            const auto kept = (*book)->read();
            QVERIFY(kept->problems.isEmpty());
            // At most one more than was told: written, and killed before it could say so.
            const auto found = static_cast<int>(kept->exclusions.size());
            QVERIFY2(found == acknowledged || found == acknowledged + 1,
                     qPrintable(u"%1 of %2"_s.arg(found).arg(acknowledged)));
            QVERIFY((*book)->verify()->intact);
        }
        QVERIFY(acknowledged >= 10);
    }

private:
    base::ManualClock m_clock{at("2026-06-02T09:00:00")};
    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_path;
    std::unique_ptr<AgreementBook> m_book;
};

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    if (argc == 3 && QByteArrayView(argv[1]) == "--victim")
        return victim(QString::fromLocal8Bit(argv[2]));
    TestAgreementBook test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_agreementbook.moc"
