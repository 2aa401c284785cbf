// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/notify/settings/notifyfile.h"

#include "tests/support/failonwarning.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 20'000;

void write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("cannot write");
}

} // namespace

class TestNotifyFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aChangeIsSavedUnlessSomebodyElseWasThere()
    {
        const QTemporaryDir dir;
        const QString path = dir.filePath(u"notifications.yaml"_s);
        const async::Pools pools;
        NotifyFile file(path, pools);
        file.start();
        const QByteArray first = "kind: Notifications\nspec:\n  channels:\n    - {name: desk, desktop: {}}\n";
        std::optional<base::Status> done;
        const auto keep = [&](const base::Status &status) { done = status; };
        file.save({}, first, keep);
        QTRY_VERIFY_WITH_TIMEOUT(done.has_value() && file.text() == first, 60'000);
        QVERIFY(done->ok());
        done.reset();
        file.save("kind: something else", first, keep);
        QTRY_VERIFY_WITH_TIMEOUT(done.has_value(), 60'000);
        QVERIFY(!done->ok() && done->error().summary.contains(u"changed meanwhile"_s));
        done.reset();
        file.save(first, first + "# more\n", keep);
        QTRY_VERIFY_WITH_TIMEOUT(done.has_value(), 60'000);
        QVERIFY(done->ok());
        QFile before(path + u'~');
        QVERIFY(before.open(QIODevice::ReadOnly));
        QCOMPARE(before.readAll(), first);
    }

    void init() { support::failOnAnyWarning(); }

    void aWrongFileLeavesTheSettingsBeforeItAndOneThatGoesTakesThemAlong()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"notifications.yaml"_s);
        async::Pools pools;
        NotifyFile file(path, pools);
        std::shared_ptr<const wire::NotifySettings> settings;
        connect(&file, &NotifyFile::loaded, this, [&](const auto &now) { settings = now; });
        QSignalSpy refused(&file, &NotifyFile::refused);
        write(path, "kind: Notifications\nspec:\n  channels: [{name: desk, desktop: {}}]\n"
                    "  onCall: [{name: p, calendar: p.ics}]\n");
        file.look();
        QVERIFY(QTest::qWaitFor([&] { return settings != nullptr; }, patience));
        QCOMPARE(settings->channels.size(), 1);
        QCOMPARE(settings->rotas[0].calendar, QDir(folder.path()).absoluteFilePath(u"p.ics"_s));
        write(path, "kind: Notifications\nspec:\n  channels: [{name: desk}]\n");
        file.look();
        QVERIFY(QTest::qWaitFor([&] { return !refused.isEmpty(); }, patience));
        QVERIFY(refused[0][0].toStringList().value(0).startsWith(path + u":3:14: error: "_s));
        QCOMPARE(settings->channels.size(), 1);
        QVERIFY(QFile::remove(path));
        file.look();
        QVERIFY(QTest::qWaitFor([&] { return settings->channels.empty(); }, patience));
    }
};

QTEST_GUILESS_MAIN(TestNotifyFile)
#include "tst_notifyfile.moc"
