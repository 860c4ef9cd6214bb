import groovy.io.FileType

// All kinds were made; the chosen one becomes the project.
def project = new File(request.outputDirectory, request.artifactId)
def kinds = new File(project, 'kinds')
def chosen = new File(kinds, request.properties['kind'])
chosen.eachFileRecurse(FileType.FILES) { file ->
  def place = new File(project, chosen.toPath().relativize(file.toPath()).toString())
  place.parentFile.mkdirs()
  assert place.exists() ? place.delete() : true
  assert file.renameTo(place)
}
kinds.deleteDir()
