package dev.trilha.command.roadmap;

import dev.trilha.schemas.Json;
import dev.trilha.schemas.RoadmapEvent.RoadmapPublished;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The bytes of the Markdown documents that versions were published from, as they were received.
 *
 * <p>They are kept before the version is stored, under a digest of it: a service that dies in
 * between leaves bytes without a version, never a version without its bytes. When two publish the
 * same version, both leave their bytes, and the version that was stored says by its digest which of
 * them are its own.
 */
class RoadmapSources {
  private final JdbcClient jdbc;

  RoadmapSources(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Keeps the bytes of a version that is about to be stored.
   *
   * @param intended the version as it will be if nobody comes before it
   */
  void keep(RoadmapPublished intended, byte[] document) {
    jdbc.sql(
            """
            insert into roadmap_source (roadmap_id, version, digest, document)
            values (:roadmap, :version, :digest, :document)
            on conflict do nothing
            """)
        .param("roadmap", intended.roadmapId().value())
        .param("version", intended.version())
        .param("digest", digest(intended))
        .param("document", document)
        .update();
  }

  /**
   * To be called when it is known how a version was stored: forgets what others, who came too late,
   * had kept for it.
   */
  void settle(RoadmapPublished stored) {
    jdbc.sql(
            """
            with its_own as (
              update roadmap_source set settled = true
              where roadmap_id = :roadmap and version = :version and digest = :digest)
            delete from roadmap_source
            where roadmap_id = :roadmap and version = :version and digest <> :digest and not settled
            """)
        .param("roadmap", stored.roadmapId().value())
        .param("version", stored.version())
        .param("digest", digest(stored))
        .update();
  }

  /** The bytes that a version was published from; nothing when it was published as a tree. */
  Optional<byte[]> find(RoadmapPublished stored) {
    return jdbc.sql(
            """
            select document from roadmap_source
            where roadmap_id = :roadmap and version = :version and (settled or digest = :digest)
            order by settled desc limit 1
            """)
        .param("roadmap", stored.roadmapId().value())
        .param("version", stored.version())
        .param("digest", digest(stored))
        .query((row, _) -> row.getBytes("document"))
        .optional();
  }

  private static byte[] digest(RoadmapPublished version) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(Json.mapper().writeValueAsBytes(version));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
