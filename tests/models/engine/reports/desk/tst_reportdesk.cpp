// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/reports/desk/reportdesk.h"

#include "tests/support/agreements/agreementsworld.h"

#include <QSignalSpy>
#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

class TestReportDesk : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_world = std::make_unique<test::AgreementsWorld>();
        m_desk = std::make_unique<ReportDesk>(ReportDesk::Options{m_world->path(u"reports"_s),
                                                                  m_world->path(u"reports.yaml"_s), u"1.0"_s,
                                                                  [] { return wire::PdfFontFiles(); }},
                                              m_world->clock, m_world->pools);
        QSignalSpy changed(m_world->keeper.get(), &AgreementKeeper::changed);
        m_world->keeper->askPast(u"spa-114"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!changed.isEmpty() && !m_world->keeper->isBusy(), 20'000);
    }

    void anIssuedReportIsKeptWithItsSignatureAndVerifies()
    {
        auto order = ordered(u"may.html"_s);
        order.issued = SignOff{u"Mara Lindqvist"_s, u"the month is over"_s};
        const auto made = asked<ReportMade>([&](auto done) { m_desk->make(order, done); });
        QVERIFY2(made.ok(), made ? "" : qPrintable(made.error().summary));
        QVERIFY(QFile::exists(order.path));
        const auto issued = asked<std::vector<IssuedReport>>([&](auto done) { m_desk->issued(done); });
        QCOMPARE(issued->size(), 1);
        QCOMPARE(issued->front().id, made->report);
        QCOMPARE(issued->front().by, u"Mara Lindqvist"_s);
        QCOMPARE(issued->front().reason, u"the month is over"_s);
        const auto found = asked<ReportVerification>(
            [&](auto done) { m_desk->verify(order.path, m_world->keeper->snapshot(), done); });
        QVERIFY(found.ok() && found->isGood() && found->isSameAsIssued && found->isRecomputed);
        QCOMPARE(verdictWords(*found), u"Equal: this is the report."_s);
        // In another form it is the same report.
        const QString csv = m_world->path(u"may.csv"_s);
        const auto again = asked<ReportMade>([&](auto done) {
            m_desk->writeAgain(issued->front(), {wire::ReportFormat::Csv, {}}, csv, done);
        });
        QVERIFY(again.ok());
        const auto same =
            asked<ReportVerification>([&](auto done) { m_desk->verify(csv, m_world->keeper->snapshot(), done); });
        QVERIFY(same->isGood());
    }

    void aForgedDocumentIsNotEqual()
    {
        const auto order = ordered(u"may.json"_s);
        QVERIFY(asked<ReportMade>([&](auto done) { m_desk->make(order, done); }).ok());
        QFile file(order.path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QByteArray bytes = file.readAll();
        QVERIFY(bytes.contains("Fernhill Outdoor"));
        bytes.replace("Fernhill Outdoor", "Northhill Outdoor");
        file.resize(0);
        file.write(bytes);
        file.close();
        const auto found = asked<ReportVerification>(
            [&](auto done) { m_desk->verify(order.path, m_world->keeper->snapshot(), done); });
        QVERIFY(found.ok() && !found->isGood());
        QCOMPARE(verdictWords(*found), u"Not equal."_s);
    }

    void nothingIsIssuedFromAPartOfTheDataOrWithoutAName()
    {
        auto order = ordered(u"may.html"_s);
        auto part = std::make_shared<AgreementsSnapshot>(*order.snapshot);
        part->isPartial = true;
        order.snapshot = part;
        order.issued = SignOff{u"Mara"_s, u"now"_s};
        const auto refused = asked<ReportMade>([&](auto done) { m_desk->make(order, done); });
        QVERIFY(!refused.ok() && refused.error().summary.contains(u"nothing is issued from a part"_s));
        QVERIFY(!QFile::exists(order.path));
        order.issued.reset();
        QVERIFY(asked<ReportMade>([&](auto done) { m_desk->make(order, done); }).ok());
        QFile file(order.path);
        QVERIFY(file.open(QIODevice::ReadOnly) && file.readAll().contains("Not all sources answered"));
        order = ordered(u"b.html"_s);
        order.issued = SignOff{u" "_s, u"now"_s};
        QCOMPARE(asked<ReportMade>([&](auto done) { m_desk->make(order, done); }).error().kind,
                 base::ErrorKind::Invalid);
        QVERIFY(!QFile::exists(order.path));
    }

    void theSameOrderGivesTheSameBytes()
    {
        auto order = ordered({});
        order.look.format = wire::ReportFormat::Html;
        const auto one = asked<QByteArray>([&](auto done) { m_desk->preview(order, done); });
        const auto other = asked<QByteArray>([&](auto done) { m_desk->preview(order, done); });
        QVERIFY(one.ok() && !one->isEmpty());
        QCOMPARE(*one, *other);
    }

    void mistakesOfTheSettingsAreToldWithTheirPlace()
    {
        bool hasMail = true;
        m_desk->askMail([&](bool has) { hasMail = has; });
        QTRY_VERIFY(!hasMail);
        m_world->write(u"reports.yaml"_s, "kind: Reports\nspec:\n  branding: {color: red}\n");
        const auto refused = asked<ReportMade>([&](auto done) { m_desk->make(ordered(u"may.html"_s), done); });
        QVERIFY(!refused.ok());
        QVERIFY2(refused.error().detail.contains(u"reports.yaml:3:"_s), qPrintable(refused.error().detail));
        m_world->write(u"reports.yaml"_s, "kind: Reports\nspec:\n  mail: {server: mail.example, from: a@b.example}\n");
        m_desk->askMail([&](bool has) { hasMail = has; });
        QTRY_VERIFY(hasMail);
    }

private:
    [[nodiscard]] ReportOrder ordered(const QString &name) const
    {
        const auto format = wire::reportFormatOf(name.section(u'.', -1));
        return {m_world->keeper->snapshot(),
                u"spa-114"_s,
                {format.value_or(wire::ReportFormat::Html), {}},
                m_world->path(name),
                {}};
    }
    // Waits for an answer of the desk.
    template<class T, class Ask>
    base::Result<T> asked(Ask ask)
    {
        std::optional<base::Result<T>> out;
        ask([&](const base::Result<T> &answer) { out = answer; });
        if (!QTest::qWaitFor([&] { return out.has_value(); }, 20'000))
            return base::makeError(base::ErrorKind::Timeout, u"no answer"_s);
        return *out;
    }

    std::unique_ptr<test::AgreementsWorld> m_world;
    std::unique_ptr<ReportDesk> m_desk;
};

QTEST_GUILESS_MAIN(TestReportDesk)
#include "tst_reportdesk.moc"
