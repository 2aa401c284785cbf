// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/propose/objectivetext.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

QByteArray slo(const QByteArray &name)
{
    return "apiVersion: openslo/v1\nkind: SLO\nmetadata: {name: " + name +
           "}\nspec:\n  service: shop\n  budgetingMethod: Occurrences\n  timeWindow: [{duration: 2d, isRolling: "
           "true}]\n"
           "  indicatorRef: shared\n  objectives: [{displayName: x, target: 0.9}]\n";
}

const QByteArray indicator =
    "apiVersion: openslo/v1\nkind: SLI\nmetadata: {name: shared}\nspec:\n  ratioMetric:\n    counter: true\n"
    "    bad: {metricSource: {type: Prometheus, spec: {query: bad_total}}}\n"
    "    total: {metricSource: {type: Prometheus, spec: {query: all_total}}}\n";

} // namespace

class ObjectiveTextTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        write(u"sli.yaml"_s, indicator);
        write(u"cart.yaml"_s, slo("cart"));
        write(u"search.yaml"_s, slo("search"));
    }

    void aTextIsCheckedBesideTheOtherFiles()
    {
        QVERIFY(problems(slo("cart")).empty());
        const auto wrong = problems(slo("cart").replace("shared", "nobody"));
        QCOMPARE(wrong.size(), std::size_t(1));
        QCOMPARE(wrong.front().place.line, 8);
        QCOMPARE(wrong.front().place.column, 17);
        const auto twice = problems(slo("search"));
        QVERIFY(!twice.empty() && twice.front().what.contains(u"search"_s));
    }
    void aFileIsReplacedOnlyWhenItIsAsItWasRead()
    {
        const QString path = m_folder->filePath(u"cart.yaml"_s);
        const QByteArray before = *engine::objectiveText(path);
        QVERIFY(engine::replaceObjectiveText(path, before, slo("cart") + "# seen\n").ok());
        QVERIFY(engine::objectiveText(path)->endsWith("# seen\n"));
        const auto late = engine::replaceObjectiveText(path, before, "gone");
        QVERIFY(!late && late.error().kind == base::ErrorKind::Invalid);
        QVERIFY(engine::objectiveText(path)->endsWith("# seen\n"));
        QVERIFY(!engine::objectiveText(m_folder->filePath(u"nothing.yaml"_s)));
    }
    void aCompositeReadsBackAndItsNameIsUsedOnce()
    {
        wire::SloComposite made;
        made.name = u"shop"_s;
        made.displayName = u"The shop: all of it"_s;
        made.service = u"shop"_s;
        made.isWeighted = true;
        made.target = 0.95;
        made.parts = {{u"cart"_s, 2, {}}, {u"search"_s, 1, {}}};
        const auto saved = engine::saveComposite(made, {m_folder->path()}, m_folder->path());
        QVERIFY2(saved.ok(), saved ? "" : qPrintable(saved.error().summary));
        const auto read = wire::readSloFile(wire::view(*engine::objectiveText(*saved) + "---\n" + indicator + "---\n" +
                                                       slo("cart") + "---\n" + slo("search")));
        QCOMPARE(read.composites.size(), std::size_t(1));
        const auto &one = read.composites.front();
        QCOMPARE(one.displayName, made.displayName);
        QVERIFY(one.isWeighted && one.target == 0.95 && one.parts.at(0).weight == 2 && one.parts.at(1).weight == 1);
        QVERIFY(!engine::saveComposite(made, {m_folder->path()}, m_folder->path()));
        made.name = u"cart"_s;
        QVERIFY(!engine::saveComposite(made, {m_folder->path()}, m_folder->path()));
        made.name = u"../x"_s;
        QVERIFY(!engine::saveComposite(made, {m_folder->path()}, m_folder->path()));
        made.name = u"other"_s;
        made.parts.back().objective = u"nobody"_s;
        const auto unknown = engine::saveComposite(made, {m_folder->path()}, m_folder->path());
        QVERIFY(!unknown && unknown.error().summary.contains(u"nobody"_s));
    }

private:
    void write(const QString &name, const QByteArray &text)
    {
        QFile file(m_folder->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    }
    std::vector<wire::SloProblem> problems(const QByteArray &text)
    {
        return engine::problemsOfText({m_folder->path()}, m_folder->filePath(u"cart.yaml"_s), text);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(ObjectiveTextTest)
#include "tst_objectivetext.moc"
