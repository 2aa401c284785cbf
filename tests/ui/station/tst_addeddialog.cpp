// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/station/addeddialog.h"

#include "models/station/config/addedlogs.h"
#include "models/store/store.h"
#include "ui/base/flattable.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/theme.h"

#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;

class AddedDialogTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }
    void aPathIsRemovedAndPutBack();
    void theDeleteKeyRemovesTheCurrentOne();
    void aListThatCannotBeReadIsSaidSo();
    void closedBeforeTheAnswerNothingHappens();

private:
    struct World {
        World()
        {
            store::StoreOptions storeOptions;
            storeOptions.directory = folder.path();
            store = std::make_unique<store::Store>(storeOptions, clock);
            station::StationOptions options;
            options.directory = folder.filePath(u"station"_s);
            options.configFile = folder.filePath(u"station.yaml"_s);
            options.collects = true;
            station = std::make_unique<station::Station>(options, clock, pools, nullptr, store->ledger());
            watch = std::make_unique<engine::StationWatch>(*station, clock, pools);
        }
        [[nodiscard]] QString file() const { return folder.filePath(u"added-logs.json"_s); }
        [[nodiscard]] std::size_t logs() const
        {
            const auto all = station::loadAddedLogs(file());
            return all ? all->size() : 0;
        }
        QTemporaryDir folder;
        base::SystemClock clock;
        async::Pools pools;
        std::unique_ptr<store::Store> store;
        std::unique_ptr<station::Station> station;
        std::unique_ptr<engine::StationWatch> watch;
    };
    [[nodiscard]] static widgets::Button *button(const QWidget &in, const QString &text)
    {
        for (auto *one : in.findChildren<widgets::Button *>())
            if (one->text() == text)
                return one;
        return nullptr;
    }
};

void AddedDialogTest::aPathIsRemovedAndPutBack()
{
    World w;
    QVERIFY(station::addLog(w.file(), {u"/srv/a/*.log"_s, {}}).ok());
    QVERIFY(station::addLog(w.file(), {u"/srv/b/*.log"_s, u"till"_s}).ok());
    auto *dialog = new ui::AddedDialog(*w.watch, engine::StationAdded::Kind::Log);
    dialog->show();
    const auto *table = dialog->findChild<ui::FlatTable *>();
    QVERIFY(table);
    QTRY_COMPARE(table->model()->rowCount(), 2);
    auto *remove = button(*dialog, u"Remove"_s);
    auto *undo = button(*dialog, u"Undo"_s);
    QVERIFY(remove && undo && undo->isHidden());
    QTRY_VERIFY(remove->isEnabled());
    remove->click();
    QVERIFY(!remove->isEnabled()); // until it is done
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QCOMPARE(w.logs(), 1U);
    QCOMPARE(table->model()->index(0, 0).data().toString(), u"/srv/b/*.log"_s);
    QTRY_VERIFY(undo->isVisible() && undo->isEnabled());
    undo->click();
    QTRY_COMPARE(table->model()->rowCount(), 2);
    QCOMPARE(w.logs(), 2U);
    QVERIFY(undo->isHidden());
    dialog->close();
}

void AddedDialogTest::theDeleteKeyRemovesTheCurrentOne()
{
    World w;
    QVERIFY(station::addLog(w.file(), {u"/srv/a/*.log"_s, {}}).ok());
    auto *dialog = new ui::AddedDialog(*w.watch, engine::StationAdded::Kind::Log);
    dialog->show();
    QVERIFY(QTest::qWaitForWindowActive(dialog));
    auto *table = dialog->findChild<ui::FlatTable *>();
    QTRY_COMPARE(table->model()->rowCount(), 1);
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Delete);
    QTRY_COMPARE(w.logs(), 0U);
    QTRY_COMPARE(table->model()->rowCount(), 0);
    dialog->close();
}

void AddedDialogTest::aListThatCannotBeReadIsSaidSo()
{
    World w;
    QFile broken(w.file());
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write("{broken");
    broken.close();
    auto *dialog = new ui::AddedDialog(*w.watch, engine::StationAdded::Kind::Log);
    dialog->show();
    QTRY_VERIFY(!dialog->findChild<ui::FlatTable *>()->isVisible());
    QVERIFY(!button(*dialog, u"Remove"_s)->isEnabled());
    dialog->close();
}

void AddedDialogTest::closedBeforeTheAnswerNothingHappens()
{
    World w;
    QVERIFY(station::addLog(w.file(), {u"/srv/a/*.log"_s, {}}).ok());
    auto *dialog = new ui::AddedDialog(*w.watch, engine::StationAdded::Kind::Log);
    dialog->show();
    const auto *table = dialog->findChild<ui::FlatTable *>();
    QTRY_COMPARE(table->model()->rowCount(), 1);
    button(*dialog, u"Remove"_s)->click();
    delete dialog;
    QTRY_COMPARE(w.logs(), 0U);
}

QTEST_MAIN(AddedDialogTest)
#include "tst_addeddialog.moc"
