// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/disk/folderlock.h"
#include "tests/support/failonwarning.h"

#include <QFile>
#include <QTemporaryDir>

using namespace wf::store;

class tst_FolderLock : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { wf::support::failOnAnyWarning(); }
    void oneHasIt();
    void aFileLeftBehindIsNoLock();
    void aLinkIsRefused();

private:
    QTemporaryDir m_dir;
};

void tst_FolderLock::oneHasIt()
{
    const QString path = m_dir.filePath(QStringLiteral("one.lock"));
    {
        FolderLock first(path);
        QVERIFY(first.tryLock());
        QVERIFY(first.tryLock()); // it is ours
        FolderLock second(path);
        QVERIFY(!second.tryLock());
    }
    FolderLock third(path);
    QVERIFY(third.tryLock());
}

void tst_FolderLock::aFileLeftBehindIsNoLock()
{
    const QString path = m_dir.filePath(QStringLiteral("left.lock"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly)); // empty, as after a kill
    file.close();
    FolderLock lock(path);
    QVERIFY(lock.tryLock());
    QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
}

void tst_FolderLock::aLinkIsRefused()
{
    const QString path = m_dir.filePath(QStringLiteral("link.lock"));
    QVERIFY(QFile::link(m_dir.filePath(QStringLiteral("elsewhere")), path));
    FolderLock lock(path);
    QVERIFY(!lock.tryLock());
    QVERIFY(!QFile::exists(m_dir.filePath(QStringLiteral("elsewhere"))));
}

QTEST_GUILESS_MAIN(tst_FolderLock)
#include "tst_folderlock.moc"
