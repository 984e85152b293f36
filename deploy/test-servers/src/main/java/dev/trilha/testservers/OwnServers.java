package dev.trilha.testservers;

/** Servers for one test, which may take them away and bring them back. The test closes them. */
public final class OwnServers {
  private OwnServers() {}

  public static TestPostgres startPostgres() {
    return Servers.ofThisRun().startPostgres();
  }

  public static TestKafka startKafka() {
    return Servers.ofThisRun().startKafka();
  }
}
