// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/yaml/slo/slofile.h"

#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

QByteArray webhook(const QByteArray &spec, const QByteArray &kind = "FreezeWebhook")
{
    return "apiVersion: watchfloor/v1\nkind: " + kind + "\nmetadata: {name: bot}\nspec: {" + spec + "}\n";
}

wire::SloDefinitions read(const QByteArray &text)
{
    return wire::readSloFile(std::string_view(text.constData(), static_cast<std::size_t>(text.size())), u"f.yaml"_s);
}

} // namespace

class OwnKindsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aWebhookIsReadWithWhomItIsAbout()
    {
        const auto all = read(
            webhook("url: \"https://deploy.example/hooks\", secret: keychain:bot, objectives: [a, b], services: [c]"));
        QVERIFY2(all.problems().isEmpty(), qPrintable(all.problems().join(u'\n')));
        QCOMPARE(all.webhooks.size(), std::size_t(1));
        const auto &hook = all.webhooks.front();
        QCOMPARE(hook.name, u"bot"_s);
        QCOMPARE(hook.url, u"https://deploy.example/hooks"_s);
        QCOMPARE(hook.secret, u"keychain:bot"_s);
        QCOMPARE(hook.objectives, (QStringList{u"a"_s, u"b"_s}));
        QCOMPARE(hook.services, QStringList{u"c"_s});
        QCOMPARE(hook.file, u"f.yaml"_s);
    }
    void whatIsWrongIsToldAtItsPlace_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("place");
        QTest::addColumn<QString>("what");
        const QByteArray secret = ", secret: keychain:bot";
        const auto row = [](const char *name, const QByteArray &text, const QString &place, const QString &what) {
            QTest::newRow(name) << text << place << what;
        };
        row("no address", webhook("secret: keychain:bot"), u"4:7"_s, u"url"_s);
        row("no secret", webhook("url: \"https://x/y\""), u"4:7"_s, u"secret"_s);
        row("no web address", webhook("url: \"ftp://x/y\"" + secret), u"4:13"_s, u"no web address"_s);
        row("no host", webhook("url: \"https:///y\"" + secret), u"4:13"_s, u"no web address"_s);
        row("a password in it", webhook("url: \"https://me:word@x/y\"" + secret), u"4:13"_s, u"password"_s);
        row("the secret itself", webhook("url: \"https://x/y\", secret: hunter2"), u"4:36"_s, u"where the secret"_s);
        row("another kind", webhook("a: 1", "FreezeHook"), u"2:7"_s, u"FreezeWebhook"_s);
    }
    void whatIsWrongIsToldAtItsPlace()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, place);
        QFETCH(QString, what);
        const auto all = read(text);
        QVERIFY(all.webhooks.empty());
        const QString said = all.problems().join(u'\n');
        QVERIFY2(said.contains(u"f.yaml:"_s + place + u':') && said.contains(what), qPrintable(said));
    }
    void twoOfOneNameAreTold()
    {
        const QByteArray one = webhook("url: \"https://x/y\", secret: keychain:bot");
        const auto all = read(one + "---\n" + one);
        QVERIFY(all.problems().join(u'\n').contains(u"defined twice"_s));
    }
};

QTEST_GUILESS_MAIN(OwnKindsTest)
#include "tst_ownkinds.moc"
