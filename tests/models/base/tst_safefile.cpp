// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/safefile.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/resource.h>
#endif

using namespace wf::base;
using namespace Qt::StringLiterals;

class tst_SafeFile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_dir = std::make_unique<QTemporaryDir>();
        m_file = m_dir->filePath(u"settings"_s);
    }
    void replacesTheWholeFileForItsOwnerOnly();
    void withoutCommitTheOldFileStays();
    void aFullDiskKeepsTheOldFileAndSaysSo();
    void refusesASymbolicLink();
    void refusesAFolder();
    void aMissingFolderIsAnError();
    void privateFoldersAreForTheirOwnerOnly();
    void privateFoldersAreNeverLinks();

private:
    [[nodiscard]] QByteArray content() const
    {
        QFile file(m_file);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(none)");
    }
    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_file;
};

static constexpr QFile::Permissions others =
    QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;

void tst_SafeFile::replacesTheWholeFileForItsOwnerOnly()
{
    QVERIFY(writeFileSafely(m_file, "a long first version").ok());
    QVERIFY(QFile::setPermissions(m_file, QFile::permissions(m_file) | QFile::ReadOther));
    QVERIFY(writeFileSafely(m_file, "second").ok());
    QCOMPARE(content(), QByteArray("second"));
    QCOMPARE(QFile::permissions(m_file) & others, QFile::Permissions());
    QCOMPARE(QDir(m_dir->path()).entryList(QDir::Files).size(), 1);
}

void tst_SafeFile::withoutCommitTheOldFileStays()
{
    QVERIFY(writeFileSafely(m_file, "old").ok());
    {
        SafeFile file(m_file);
        QVERIFY(file.open().ok());
        QVERIFY(file.write("new").ok());
    }
    QCOMPARE(content(), QByteArray("old"));
    QCOMPARE(QDir(m_dir->path()).entryList(QDir::Files).size(), 1);
}

void tst_SafeFile::aFullDiskKeepsTheOldFileAndSaysSo()
{
#ifdef Q_OS_UNIX
    QVERIFY(writeFileSafely(m_file, "old").ok());
    // A limit on file size makes write() come short exactly as a full disk does.
    rlimit before{};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{61'440, before.rlim_max};
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &small), 0);
    SafeFile file(m_file);
    const bool opened = file.open().ok();
    const auto written = file.write(QByteArray(500'000, 'x'));
    const auto committed = file.commit();
    setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
    QVERIFY(opened);
    QVERIFY(!written.ok());
    QCOMPARE(written.error().kind, ErrorKind::Storage);
    QVERIFY(written.error().summary.contains(m_file));
    QVERIFY(!committed.ok());
    QCOMPARE(content(), QByteArray("old"));
#else
    QSKIP("needs file size limits");
#endif
}

void tst_SafeFile::refusesASymbolicLink()
{
    const QString target = m_dir->filePath(u"target"_s);
    QVERIFY(writeFileSafely(target, "precious").ok());
    QVERIFY(QFile::link(target, m_file));
    QVERIFY(!writeFileSafely(m_file, "x").ok());
    QCOMPARE(content(), QByteArray("precious"));
    QVERIFY(QFileInfo(m_file).isSymLink());
}

void tst_SafeFile::refusesAFolder()
{
    QVERIFY(QDir().mkdir(m_file));
    QVERIFY(!writeFileSafely(m_file, "x").ok());
}

void tst_SafeFile::aMissingFolderIsAnError()
{
    const auto status = writeFileSafely(m_dir->filePath(u"none/settings"_s), "x");
    QVERIFY(!status.ok());
    QCOMPARE(status.error().kind, ErrorKind::Storage);
}

void tst_SafeFile::privateFoldersAreForTheirOwnerOnly()
{
    const QString folder = m_dir->filePath(u"state/console"_s);
    QVERIFY(ensurePrivateFolder(folder).ok());
    QCOMPARE(QFile::permissions(folder) & others, QFile::Permissions());
    QVERIFY(QFile::setPermissions(folder, QFile::permissions(folder) | others));
    QVERIFY(ensurePrivateFolder(folder).ok());
    QCOMPARE(QFile::permissions(folder) & others, QFile::Permissions());
}

void tst_SafeFile::privateFoldersAreNeverLinks()
{
    QVERIFY(QFile::link(m_dir->path(), m_dir->filePath(u"link"_s)));
    QVERIFY(!ensurePrivateFolder(m_dir->filePath(u"link"_s)).ok());
    QVERIFY(writeFileSafely(m_file, "x").ok());
    QVERIFY(!ensurePrivateFolder(m_file).ok());
}

QTEST_GUILESS_MAIN(tst_SafeFile)
#include "tst_safefile.moc"
